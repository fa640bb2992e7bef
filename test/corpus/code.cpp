// Code that speaks of secrets without holding one.
#include <fmt/format.h>

#include "test/corpus/maker.h"

namespace veto::corpus {
namespace {

std::string python() {
  return R"(import os, secrets, getpass
from django.conf import settings

API_TOKEN = os.environ["API_TOKEN"]
password = getpass.getpass("Password: ")
DB_PASSWORD = os.getenv("DB_PASSWORD", "")
SECRET_KEY = config("SECRET_KEY")
token = secrets.token_urlsafe(32)
client_secret = vault.read("kv/app").data["client_secret"]
access_key = settings.AWS_ACCESS_KEY_ID
headers = {"Authorization": f"Bearer {token}", "X-Api-Key": self.api_key}
parser.add_argument("--password", required=True, help="password of the database")
if password != confirm_password:
    raise ValidationError("password_mismatch")
def check_password(password: str, hashed: bytes) -> bool: return bcrypt.checkpw(password, hashed)
assert token.startswith("prefix_") and len(token) == 40
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
url = f"postgres://{user}:{password}@{host}:{port}/{name}"
)";
}

std::string javascript() {
  return R"(const password = process.env.DB_PASSWORD;
export const secret = await getSecret({ name: 'projects/app/secrets/db' });
const { apiKey, clientSecret } = config;
fetch(url, { headers: { Authorization: `Bearer ${accessToken}`, 'x-api-key': apiKey } });
const csrfToken = document.querySelector('meta[name="csrf-token"]').content;
type Credentials = { username: string; password: string; token?: string };
const schema = z.object({ password: z.string().min(8), secret: z.string().optional() });
localStorage.setItem('access_token', response.data.access_token);
const passwordPattern = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z\d]{8,}$/;
this.passwordField = new FormControl('', [Validators.required]);
mongoose.connect(`mongodb+srv://${user}:${pass}@${cluster}/app`);
it('rejects a wrong password', () => login('alice', 'wrong-password'));
const tokens = line.split(' '), tokenCount = tokens.length;
)";
}

std::string java() {
  return R"(public final class Credentials {
  private static final String PASSWORD_KEY = "spring.datasource.password";
  private static final String TOKEN_HEADER = "X-Auth-Token";
  @Value("${app.secret-key}") private String secretKey;
  private final char[] password;
  public void setPassword(String password) { this.password = password.toCharArray(); }
  String token = jwtTokenProvider.createToken(authentication);
  Properties p = new Properties(); p.setProperty("password", System.getenv("DB_PASSWORD"));
  if (credentials.getSecretAccessKey() == null) throw new IllegalStateException("secret missing");
  assertThat(response.getBody().getAccessToken()).isNotBlank();
}
)";
}

std::string go_code() {
  return R"(package auth

const (
	passwordEnv = "APP_PASSWORD"
	tokenPath   = "/var/run/secrets/kubernetes.io/serviceaccount/token"
)

func New(cfg *Config) (*Client, error) {
	token, err := os.ReadFile(tokenPath)
	if err != nil { return nil, fmt.Errorf("reading token: %w", err) }
	req.Header.Set("Authorization", "Bearer "+string(token))
	secret := cfg.Secret.Value()
	password := flag.String("password", "", "the password")
	return &Client{APIKey: cfg.APIKey, Token: strings.TrimSpace(string(token))}, nil
}
)";
}

std::string shell() {
  return R"sh(#!/bin/sh
set -eu
: "${GITHUB_TOKEN:?must be set}"
read -rs PASSWORD
export AWS_SECRET_ACCESS_KEY="$(pass show aws/secret)"
curl -sf -H "Authorization: Bearer $TOKEN" "https://api.example.org/v1/users?token=$TOKEN"
PGPASSWORD=$DB_PASSWORD psql -h "$HOST" -U app
docker login -u ci --password-stdin registry.example.org <"$TOKEN_FILE"
git clone "https://oauth2:${CI_JOB_TOKEN}@git.example.org/group/project.git"
openssl req -x509 -newkey rsa:4096 -keyout key.pem -passout env:KEY_PASS
)sh";
}

std::string identifiers(Maker& maker) {
  std::string text;
  for (int i = 0; i < 400; ++i)
    text += fmt::format("  {}::{}_{}({}, k{}{}, \"{}.{}\");\n", maker.word(), maker.word(),
                        maker.word(), maker.digits(4), maker.word(), maker.word(), maker.word(),
                        maker.word());
  return text;
}

std::string sql(Maker& maker) {
  std::string text = "CREATE TABLE users (id uuid, password_hash text, token_id bigint);\n";
  for (int i = 0; i < 200; ++i)
    text +=
        fmt::format("INSERT INTO users VALUES ('{}', NULL, {});\n", maker.uuid(), maker.digits(9));
  return text;
}

}  // namespace

void add_code(Maker& maker) {
  maker.add("app.py", python());
  maker.add("app.ts", javascript());
  maker.add("Credentials.java", java());
  maker.add("auth.go", go_code());
  maker.add("deploy.sh", shell());
  maker.add("calls.cpp", identifiers(maker));
  maker.add("dump.sql", sql(maker));
}

}  // namespace veto::corpus

// Configuration whose values are references, placeholders or no secrets at all.
#include <fmt/format.h>

#include "test/corpus/maker.h"

namespace veto::corpus {
namespace {

std::string dotenv() {
  return R"(APP_ENV=production
DB_PASSWORD=
DB_PASSWORD=${DB_PASSWORD}
API_KEY=your-api-key-here
SECRET_KEY=change-me
SECRET_KEY_BASE=replace_with_a_long_random_value
STRIPE_KEY=<your stripe key>
TOKEN=$TOKEN
REDIS_URL=redis://localhost:6379/0
DATABASE_URL=postgres://user:password@localhost:5432/app
SMTP_URL=smtp://user:${SMTP_PASSWORD}@mail.example.org:587
JWT_SECRET=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
ACCESS_KEY=****************
)";
}

std::string kubernetes(Maker& maker) {
  std::string text;
  for (int i = 0; i < 30; ++i)
    text += fmt::format(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {0}\n  uid: {1}\n  resourceVersion: "
        "\"{2}\"\n"
        "spec:\n  serviceAccountName: {0}\n  imagePullSecrets: [{{name: {0}-pull}}]\n"
        "  containers:\n  - env:\n    - name: DB_PASSWORD\n      valueFrom:\n"
        "        secretKeyRef: {{name: {0}-secrets, key: db-password}}\n"
        "    - name: TOKEN_FILE\n      value: /var/run/secrets/token\n---\n",
        maker.word(), maker.uuid(), maker.digits(8));
  return text;
}

std::string terraform(Maker& maker) {
  std::string text;
  for (int i = 0; i < 20; ++i)
    text += fmt::format(
        "resource \"aws_db_instance\" \"{0}\" {{\n  password = var.{0}_password\n"
        "  kms_key_id = \"arn:aws:kms:eu-central-1:{1}:key/{2}\"\n  vpc_id = \"vpc-{3}\"\n}}\n"
        "variable \"{0}_password\" {{\n  type = string\n  sensitive = true\n}}\n"
        "data \"aws_secretsmanager_secret\" \"{0}\" {{\n  name = \"prod/{0}/db\"\n}}\n",
        maker.word(), maker.digits(12), maker.uuid(), maker.hex(17));
  return text;
}

std::string workflow() {
  return R"(name: ci
on: [push]
permissions: {id-token: write, contents: read}
jobs:
  build:
    runs-on: ubuntu-latest
    env:
      TOKEN: ${{ secrets.DEPLOY_TOKEN }}
      PASSWORD: ${{ secrets.DB_PASSWORD }}
    steps:
      - uses: actions/checkout@8f4b7f84864484a7bf31766abe9204da3cbe65b3
        with: {token: "${{ secrets.GITHUB_TOKEN }}", persist-credentials: false}
      - run: echo "${{ secrets.KEY }}" | base64 -d >key.pem
)";
}

std::string compose() {
  return R"(services:
  db:
    image: postgres:16
    environment:
      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}
      POSTGRES_PASSWORD_FILE: /run/secrets/db_password
    secrets: [db_password]
secrets:
  db_password:
    file: ./db_password.txt
)";
}

std::string application() {
  return R"(spring.datasource.url=jdbc:postgresql://localhost:5432/app
spring.datasource.password=${DB_PASSWORD}
server.ssl.key-store-password=${KEYSTORE_PASSWORD:}
app.jwt.secret=${JWT_SECRET}
app.token.validity-seconds=86400
app.password.min-length=12
management.endpoint.env.keys-to-sanitize=password,secret,key,token
)";
}

std::string schema() {
  return R"({
  "properties": {
    "password": {"type": "string", "format": "password", "minLength": 12, "writeOnly": true},
    "token": {"type": "string", "description": "The bearer token", "example": "string"},
    "client_secret": {"$ref": "#/components/schemas/Secret"},
    "apiKey": {"type": "string", "default": null}
  },
  "required": ["password", "token"]
}
)";
}

}  // namespace

void add_settings(Maker& maker) {
  maker.add(".env.example", dotenv());
  maker.add("pods.yaml", kubernetes(maker));
  maker.add("main.tf", terraform(maker));
  maker.add("ci.yml", workflow());
  maker.add("compose.yaml", compose());
  maker.add("application.properties", application());
  maker.add("schema.json", schema());
}

}  // namespace veto::corpus

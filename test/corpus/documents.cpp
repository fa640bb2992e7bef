// Documentation with placeholders and masked values, translations, prose.
#include <fmt/format.h>

#include "test/corpus/maker.h"

namespace veto::corpus {
namespace {

std::string readme() {
  // Placeholders in the shape of tokens are put together here, so that none stands in the source.
  const std::string masked(36, 'x');
  const std::string stars(20, '*');
  return fmt::format(R"(# Getting started

1. Create a token under *Settings, Developer settings* and export it:

       export GITHUB_TOKEN=ghp_{0}
       export API_KEY=<YOUR_API_KEY>
       export AWS_SECRET_ACCESS_KEY={1}

2. Put the password into `~/.netrc`, or pass `--password-file PATH`.
3. Connect with `postgres://USER:PASSWORD@HOST:5432/DATABASE` or
   `mongodb://<username>:<password>@<host>/`.

The header is `Authorization: Bearer YOUR_ACCESS_TOKEN`; the answer holds
`{{"access_token": "...", "token_type": "Bearer", "expires_in": 3600}}`.

    curl -u username:password https://api.example.com/v1/items
    curl -H "X-Api-Key: $API_KEY" https://user@api.example.com/

Never commit `secrets.yaml`. Tokens begin with `sk-` or `pk-` and have 48 characters.
)",
                     masked, stars);
}

std::string translations(Maker& maker) {
  std::string text = "{\n";
  for (int i = 0; i < 200; ++i)
    text += fmt::format("  \"{}.{}\": \"{}\",\n", maker.word(), maker.word(), maker.sentence(5));
  // Beside its key this word would be a finding in this very file.
  text += "  \"login.token\": \"" + std::string("Zugangsschl") + "\\u00fcssel\",\n";
  return text + R"(  "login.password": "Passwort",
  "login.password_repeat": "Passwort wiederholen",
  "reset.secret_question": "Geheimfrage",
  "error.invalid_password": "Das Passwort ist falsch.",
  "profile.api_key": "API-Schl\u00fcssel anzeigen"
}
)";
}

std::string prose(Maker& maker) {
  std::string text;
  for (int i = 0; i < 400; ++i) text += maker.sentence(4 + maker.random.below(14)) + " ";
  return text + "\n";
}

std::string links(Maker& maker) {
  std::string text;
  for (int i = 0; i < 150; ++i)
    text += fmt::format(
        "- [{}](https://{}.example.org/{}/{}?id={}&utm_source={}&v={}#{})\n"
        "- <https://img.example.net/i/{}.png?w=640&h=480&s={}>\n",
        maker.sentence(3), maker.word(), maker.word(), maker.digits(7), maker.digits(6),
        maker.word(), maker.version(), maker.word(), maker.hex(24), maker.digits(8));
  return text;
}

std::string changelog(Maker& maker) {
  std::string text = "# Changelog\n\n";
  for (int i = 0; i < 120; ++i)
    text += fmt::format("- {} ([#{}](https://github.com/{}/{}/pull/{}), {})\n", maker.sentence(8),
                        maker.digits(4), maker.word(), maker.word(), maker.digits(4), maker.hex(9));
  return text + "- Rotated tokens are refused: passwords, secrets and keys are hashed.\n";
}

std::string mail(Maker& maker) {
  std::string text;
  for (int i = 0; i < 60; ++i)
    text += fmt::format(
        "Message-ID: <{}.{}@mail.example.org>\nDKIM-Signature: v=1; a=rsa-sha256; bh={}; b={}\n"
        "Subject: your password was changed\n\n{}\n\n",
        maker.digits(14), maker.hex(16), maker.base64(32), maker.base64(128), maker.sentence(12));
  return text;
}

}  // namespace

void add_documents(Maker& maker) {
  maker.add("README.md", readme());
  maker.add("de.json", translations(maker));
  maker.add("book.txt", prose(maker));
  maker.add("links.md", links(maker));
  maker.add("CHANGELOG.md", changelog(maker));
  maker.add("archive.mbox", mail(maker));
}

}  // namespace veto::corpus

// Lock files and lists of hashes: long random text that everybody commits.
#include <fmt/format.h>

#include "test/corpus/maker.h"

namespace veto::corpus {
namespace {

constexpr std::size_t kPackages = 250;

std::string npm(Maker& maker) {
  std::string text = "{\n  \"name\": \"" + maker.word() +
                     "\",\n  \"lockfileVersion\": 3,\n"
                     "  \"packages\": {\n";
  for (std::size_t i = 0; i < kPackages; ++i) {
    const std::string name = maker.word();
    const std::string version = maker.version();
    text += fmt::format(
        "    \"node_modules/{0}\": {{\n      \"version\": \"{1}\",\n"
        "      \"resolved\": \"https://packages.acme-corp.net/{0}/-/{0}-{1}.tgz\",\n"
        "      \"integrity\": \"sha512-{2}\",\n      \"dev\": true\n    }},\n",
        name, version, maker.base64(64));
  }
  return text + "  }\n}\n";
}

std::string yarn(Maker& maker) {
  std::string text = "# yarn lockfile v1\n\n\n";
  for (std::size_t i = 0; i < kPackages; ++i) {
    const std::string name = maker.word();
    const std::string version = maker.version();
    text += fmt::format(
        "\"@{0}/{1}@^{2}\":\n  version \"{2}\"\n"
        "  resolved \"https://registry.yarnpkg.com/@{0}/{1}/-/{1}-{2}.tgz#{3}\"\n"
        "  integrity sha1-{4}\n  dependencies:\n    {5} \"{6}\"\n\n",
        maker.word(), name, version, maker.hex(40), maker.base64(20), maker.word(),
        maker.version());
  }
  return text;
}

std::string cargo(Maker& maker) {
  std::string text = "version = 3\n\n";
  for (std::size_t i = 0; i < kPackages; ++i)
    text += fmt::format(
        "[[package]]\nname = \"{}\"\nversion = \"{}\"\n"
        "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n"
        "checksum = \"{}\"\n\n",
        maker.word(), maker.version(), maker.hex(64));
  return text;
}

std::string go(Maker& maker) {
  std::string text;
  for (std::size_t i = 0; i < kPackages; ++i) {
    const std::string module = fmt::format("github.com/{}/{} v0.0.0-2023{}-{}", maker.word(),
                                           maker.word(), maker.digits(10), maker.hex(12));
    text +=
        fmt::format("{0} h1:{1}\n{0}/go.mod h1:{2}\n", module, maker.base64(32), maker.base64(32));
  }
  return text;
}

std::string poetry(Maker& maker) {
  std::string text;
  for (std::size_t i = 0; i < kPackages / 2; ++i) {
    text += fmt::format("[[package]]\nname = \"{}\"\nversion = \"{}\"\nfiles = [\n", maker.word(),
                        maker.version());
    for (int file = 0; file < 3; ++file)
      text += fmt::format("    {{file = \"{}-{}-py3-none-any.whl\", hash = \"sha256:{}\"}},\n",
                          maker.word(), maker.version(), maker.hex(64));
    text += "]\n\n";
  }
  return text;
}

std::string requirements(Maker& maker) {
  std::string text;
  for (std::size_t i = 0; i < 100; ++i)
    text += fmt::format("{}=={} \\\n    --hash=sha256:{} \\\n    --hash=sha256:{}\n", maker.word(),
                        maker.version(), maker.hex(64), maker.hex(64));
  return text;
}

std::string composer(Maker& maker) {
  std::string text = "{\n  \"content-hash\": \"" + maker.hex(32) + "\",\n  \"packages\": [\n";
  for (std::size_t i = 0; i < 100; ++i)
    text += fmt::format(
        "    {{\"name\": \"{0}/{1}\", \"source\": {{\"type\": \"git\", \"url\": "
        "\"https://github.com/{0}/{1}.git\", \"reference\": \"{2}\"}}, \"dist\": {{\"shasum\": "
        "\"\", \"reference\": \"{2}\"}}}},\n",
        maker.word(), maker.word(), maker.hex(40));
  return text + "  ]\n}\n";
}

std::string nix(Maker& maker) {
  std::string text = "{\n";
  for (std::size_t i = 0; i < 60; ++i)
    text += fmt::format(
        "  {} = fetchFromGitHub {{\n    owner = \"{}\";\n    rev = \"{}\";\n"
        "    sha256 = \"{}\";\n    hash = \"sha256-{}\";\n  }};\n",
        maker.word(), maker.word(), maker.hex(40),
        maker.random.characters("0123456789abcdfghijklmnpqrsvwxyz", 52), maker.base64(32));
  return text + "}\n";
}

}  // namespace

void add_lock_files(Maker& maker) {
  maker.add("package-lock.json", npm(maker));
  maker.add("yarn.lock", yarn(maker));
  maker.add("Cargo.lock", cargo(maker));
  maker.add("go.sum", go(maker));
  maker.add("poetry.lock", poetry(maker));
  maker.add("requirements.txt", requirements(maker));
  maker.add("composer.lock", composer(maker));
  maker.add("default.nix", nix(maker));
}

}  // namespace veto::corpus

// Files that their names give away, of kinds that are read in other ways: in SHA-256 repositories,
// too large for memory, in Git LFS. Commit, range and history say the same of each.
#include <algorithm>

#include "test/e2e/named_files.h"

namespace veto::test {
namespace {

constexpr std::size_t kTooLarge = std::size_t{33} * 1024 * 1024;

std::string padded(std::string text) {
  const std::string line = "# " + std::string(1021, 'x') + "\n";
  while (text.size() < kTooLarge) text += line;
  return text;
}

std::string lfs_pointer(std::string_view bytes) {
  return "version https://git-lfs.github.com/spec/v1\noid sha256:" + secret_from("{hex:64}", 0) +
         "\nsize " + std::to_string(bytes.size()) + "\n";
}

/// What the next commit says of the files that are staged, what a range says of it, and what the
/// history says, loose and packed, as a whole and by its branches.
Words judged_alike(const TempRepo& repo) {
  const Words staged = names_of(files_of(report_of(repo, {"staged"})));
  repo.commit_unchecked("files");
  CHECK(names_of(files_of(report_of(repo, {"range", "HEAD"}))) == staged);
  const auto history = [&](Words more) {
    more.insert(more.begin(), {"history", "--no-store"});
    return names_of(files_of(report_of(repo, std::move(more))));
  };
  CHECK(history({}) == staged);
  CHECK(history({"--reachable"}) == staged);
  CHECK(history({"HEAD"}) == staged);
  repo.git({"gc", "-q"});
  CHECK(history({}) == staged);
  // A sanitizer's shadow memory alone is terabytes.
  CHECK(history({"--max-memory", kSanitized ? "1P" : "160M"}) == staged);
  return staged;
}

}  // namespace

TEST_CASE("history names: in a SHA-256 repository they are what they are elsewhere") {
  const TempRepo repo({"--object-format=sha256"});
  repo.stage("a/.env", "PORT=3000\n");
  repo.stage("prod.env", settings());
  repo.stage("b/.env.example", settings());
  repo.stage("terraform.tfstate", "{}\n");
  repo.stage("cert.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  CHECK(judged_alike(repo) ==
        Words{"block b/.env.example", "block prod.env", "block terraform.tfstate", "warn a/.env"});
  const std::string added = repo.git({"rev-parse", "HEAD"});
  repo.git({"rm", "-q", "prod.env"});
  const std::string removed = repo.commit_unchecked("removed");
  for (const Json& finding : history_of(repo)["findings"]) {
    if (finding["path"] != "prod.env" || !is_of_file(finding)) continue;
    CHECK(finding["commit"] == added);
    CHECK(finding["removed"]["commit"] == removed);
  }
  repo.stage("staged.env", settings());
  const Words all = files_in(repo);
  CHECK(std::find(all.begin(), all.end(), "block staged.env") != all.end());
}

TEST_CASE("history names: files that are too large for memory are judged like small ones") {
  const TempRepo repo;
  repo.stage("a/.env", padded("PORT=3000\n"));
  repo.stage("prod.env", padded(settings()));
  repo.stage("vault.kdbx", padded("x\n"));
  CHECK(judged_alike(repo) == Words{"block prod.env", "block vault.kdbx", "warn a/.env"});
  const TempRepo other({"--object-format=sha256"});
  other.stage("prod.env", padded(settings()));
  CHECK(judged_alike(other) == Words{"block prod.env"});
}

TEST_CASE("history names: a Git LFS pointer is no key, but a name that counts alone counts") {
  const TempRepo repo;
  repo.write(".gitattributes", "*.p12 filter=lfs diff=lfs merge=lfs -text\n");
  for (const char* name :
       {"id_rsa", "server.p12", "a.pem", ".npmrc", ".env.example", ".env", "vault.kdbx"})
    repo.stage_blob(name, lfs_pointer(name));
  const Json report = report_of(repo, {"staged"});
  CHECK(report["coverage"]["skipped"].size() == 7);
  CHECK(judged_alike(repo) == Words{"block vault.kdbx", "warn .env"});
  CHECK(history_of(repo)["coverage"]["skipped"].size() == 7);
  // With strict_filenames no content is asked for.
  repo.write(".git-veto.toml", "[files]\nstrict_filenames = true\n");
  const Words strict = files_in(repo);
  CHECK(std::find(strict.begin(), strict.end(), "block server.p12") != strict.end());
}

}  // namespace veto::test

#include "git/remotes.h"

#include "test/support/catch.h"

using namespace veto::git;

TEST_CASE(
    "remotes: a URL is shown without user name, password and query, but for the user of ssh") {
  struct Case {
    const char* url;
    const char* shown;
  };
  const Case kCases[] = {
      {"https://host/a.git", "https://host/a.git"},
      {"https://ada:pw@host/a.git", "https://host/a.git"},
      {"https://token@host/a", "https://host/a"},
      {"https://a:p@ss@host:8080/b@c", "https://host:8080/b@c"},
      {"https://host/a?access_token=x#y", "https://host/a"},
      {"ssh://git@host/a", "ssh://git@host/a"},
      {"ssh://git:pw@host/a", "ssh://git@host/a"},
      {"git@host:a.git", "git@host:a.git"},
      {"../a@b", "../a@b"},
      {"file:///srv/a", "file:///srv/a"},
  };
  for (const Case& each : kCases) {
    CAPTURE(each.url);
    CHECK(public_url(each.url) == each.shown);
  }
}

TEST_CASE("remotes: a path is told from a host") {
  for (const char* path : {"/srv/a", "../a", "a", "./a:b", "a/b:c"}) CHECK(is_local_path(path));
  for (const char* url : {"host:a", "git@host:a/b", "https://host/a", "file:///a"})
    CHECK_FALSE(is_local_path(url));
}

TEST_CASE("remotes: which ref of which remote a ref stands for") {
  std::vector<Remote> remotes(3);
  remotes[0].name = "mirror/x";
  remotes[0].fetch = {"+refs/heads/*:refs/remotes/mirror/x/*"};
  remotes[1].name = "one";
  remotes[1].fetch = {"^refs/heads/no", "refs/heads/main:refs/seen/one", "bad"};
  remotes[2].name = "pulls";
  remotes[2].fetch = {"+refs/pull/*/head:refs/pulls/pr-*-x"};
  const auto name = [&](const char* ref) {
    const std::optional<RemoteRef> found = remote_ref(remotes, ref);
    return found ? found->remote + " " + found->name : "";
  };
  CHECK(name("refs/remotes/mirror/x/a/b") == "mirror/x a/b");
  CHECK(name("refs/seen/one") == "one main");
  CHECK(name("refs/seen/one2").empty());
  CHECK(name("refs/pulls/pr-7-x") == "pulls pull/7/head");
  CHECK(name("refs/remotes/gone/main") == "gone main");
  CHECK(name("refs/heads/main").empty());
  remotes[0].fetch = {"+refs/*:refs/*"};
  CHECK(name("refs/heads/main") == "mirror/x main");
  CHECK(name("refs/tags/v1") == "mirror/x tags/v1");
}

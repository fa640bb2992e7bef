#include "rules/file_names.h"

#include <array>
#include <string>

#include "test/support/catch.h"

using namespace veto;

namespace {

bool names(std::string_view name, std::string_view path, std::string_view except = "") {
  const std::array<std::string_view, 1> list{name};
  const std::array<std::string_view, 1> exceptions{except};
  rules::FileNames file;
  file.names = list;
  if (!except.empty()) file.except = exceptions;
  return rules::names_file(file, path);
}

/// Whether a path passes by its pieces.
bool may_name(std::string_view name, std::string_view path) {
  const std::array<std::string_view, 1> list{name};
  rules::FileNames file;
  file.names = list;
  for (std::size_t slash; (slash = path.find('/')) != std::string_view::npos;) {
    if (rules::names_below(file, path.substr(0, slash))) return true;
    path.remove_prefix(slash + 1);
  }
  return rules::names_file(file, path);
}

}  // namespace

TEST_CASE("file names: a name is tried on the last components, ignoring case") {
  struct Case {
    const char* name;
    const char* path;
    bool named;
  };
  for (const Case& each : {
           Case{".env", ".env", true},
           Case{".env", "a/b/.ENV", true},
           Case{".env", "a.env", false},
           Case{".env", ".env/a", false},
           Case{"*.pem", "a.pem", true},
           Case{"*.pem", ".pem", true},
           Case{"*.pem", "a.pem.txt", false},
           Case{"*.pem", "a.pem/b", false},
           Case{".env.*", ".env.local", true},
           Case{".env.*", ".env", false},
           Case{".env.*.x", ".env.a.b.x", true},
           Case{"*a*b", "xaxxb", true},
           Case{"*a*b", "xbxxa", false},
           Case{".aws/*", "home/.aws/config", true},
           Case{".aws/*", ".aws/a/b", false},
           Case{".aws/*", "x.aws/a", false},
           Case{".aws/*/cache/*", ".aws/sso/cache/a.json", true},
           Case{".aws/*", ".aws", false},
           Case{"*", "any/thing", true},
           Case{"a", "", false},
           Case{"\xC3\xA4", "x/\xC3\xA4", true},
       }) {
    CAPTURE(each.name, each.path);
    CHECK(names(each.name, each.path) == each.named);
    if (each.named) CHECK(may_name(each.name, each.path));
  }
  CHECK_FALSE(may_name(".aws/*", "aws/a"));
  CHECK_FALSE(may_name("*.key", "a/b"));
  CHECK_FALSE(names("*.key", "a.pub.key", "*.pub.key"));
  CHECK(names("*.key", "a.key", "*.pub.key"));
}

TEST_CASE("file names: hostile names take no time") {
  const std::string path(4000, 'a');
  CHECK_FALSE(names("*a*a*a*a*a*a*b", path + "c"));
}

#include "git/commit_text.h"

#include <string>

#include "test/support/catch.h"

using veto::git::scanned_text_of;
using veto::git::without_long_runs;

namespace {

const std::string kId = "0123456789abcdef0123456789abcdef01234567";
const std::string kLong = "abcdefgh12345678";

}  // namespace

TEST_CASE("commit text: headers that may hold a credential follow the message") {
  struct Case {
    const char* name;
    std::string bytes;
    std::string text;
  };
  const std::string tree = "tree " + kId + "\nparent " + kId + "\n";
  const std::string author = "author Ann <1234567+ann@users.example.org> 1700000000 +0000\n";
  const std::string signature = "gpgsig -----BEGIN\n \n " + kLong + kLong + "\n -----END\n";
  const Case kCases[] = {
      {"nothing", "", ""},
      {"no message", tree + author, ""},
      {"an ordinary commit", tree + author + "encoding x\n" + signature + "\nsubject\n",
       "subject\n"},
      {"a long run in a name", tree + "author " + kLong + " <a@b> 1 +0000\n\nsubject",
       "subject\nauthor " + kLong + " <a@b> 1 +0000\n"},
      {"a run of letters is a name", tree + "author abcdefghijklmnopqrstuvw <a@b>\n\nm", "m"},
      {"an unknown header", tree + author + "x-y z\n\n", "x-y z\n"},
      {"a merged tag", tree + "mergetag object x\n type y\n \n text\n" + author + "\nm\n\nb\n",
       "m\n\nb\nmergetag object x\ntype y\n\ntext\n"},
      {"a tag", "object " + kId + "\ntype commit\ntag v1.2.3\ntagger A <a@b> 1 +0000\n\nm", "m"},
      {"a tag's name", "object " + kId + "\ntype commit\ntag " + kLong + "\n\nm",
       "m\ntag " + kLong + "\n"},
      {"cut off", tree + "x-y z", "x-y z"},
  };
  for (const Case& each : kCases) {
    CAPTURE(each.name);
    std::string buffer;
    CHECK(scanned_text_of(each.bytes, buffer) == each.text);
  }
}

TEST_CASE("commit text: of a long run in a name only the beginning is shown") {
  CHECK(without_long_runs("") == "");
  CHECK(without_long_runs("B\xc3\xa9la <1234567+bela@x.org>") ==
        "B\xc3\xa9la <1234567+bela@x.org>");
  CHECK(without_long_runs(kLong + " <a@" + kLong + ">") == "abcd... <a@abcd...>");
  CHECK(without_long_runs(kLong.substr(1)) == kLong.substr(1));
}

// Any bytes are a commit or an error, and likewise a tag; dates can be written.

#include "base/error.h"
#include "git/commit.h"
#include "test/fuzz/fuzz.h"

using namespace veto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const git::Commit commit = git::parse_commit(git::Oid(), bytes);
    const std::string date = git::format_date(commit.date, commit.offset);
    fuzz::expect(date.size() >= 25, "a date");
  } catch (const base::Error& error) {
    fuzz::expect(error.kind() == base::ErrorKind::Unreadable, "an error of reading");
  }
  try {
    static_cast<void>(git::parse_tag(bytes));
  } catch (const base::Error& error) {
    fuzz::expect(error.kind() == base::ErrorKind::Unreadable, "an error of reading");
  }
  const std::string_view message = git::message_of(bytes);
  fuzz::expect(message.size() <= bytes.size(), "a part of the bytes");
  return 0;
}

// Any text is an allow file or an error of usage; what is read can be written and read again.

#include "base/error.h"
#include "policy/allow_file.h"
#include "test/fuzz/fuzz.h"

using namespace veto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const policy::AllowFile file =
        policy::parse_allow_file({reinterpret_cast<const char*>(data), size}, "fuzz");
    const std::string text = policy::format_allow_file(file);
    const policy::AllowFile again = policy::parse_allow_file(text, "again");
    fuzz::expect(again.entries.size() == file.entries.size(), "no entry is lost");
    fuzz::expect(policy::format_allow_file(again) == text, "the same text once more");
  } catch (const base::Error& error) {
    fuzz::expect(error.kind() == base::ErrorKind::Usage, "an error of usage");
  }
  return 0;
}

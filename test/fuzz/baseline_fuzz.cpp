// Any text is a baseline or an error of usage; what is read can be written and read again, and a
// note of any bytes is one line.

#include "base/error.h"
#include "policy/baseline.h"
#include "test/fuzz/fuzz.h"

using namespace veto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string note = policy::note_of(input);
  fuzz::expect(note.size() <= policy::kMaxNote && note.find('\n') == std::string::npos, "one line");
  fuzz::expect(policy::note_of(note) == note, "a note is its own note");
  try {
    const policy::Baseline baseline = policy::parse_baseline(input, "fuzz");
    const std::string text = policy::format_baseline(baseline);
    const policy::Baseline again = policy::parse_baseline(text, "again");
    fuzz::expect(again.entries.size() == baseline.entries.size(), "no entry is lost");
    fuzz::expect(policy::format_baseline(again) == text, "the same text once more");
    for (const policy::BaselineEntry& entry : baseline.entries)
      fuzz::expect(again.find(entry.id) != nullptr, "every entry is found");
  } catch (const base::Error& error) {
    fuzz::expect(error.kind() == base::ErrorKind::Usage, "an error of usage");
  }
  return 0;
}

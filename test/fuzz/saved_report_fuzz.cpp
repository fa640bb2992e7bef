// Any text is a report or an error of usage; what is read can be written in every format and, as
// JSON, read again.

#include "base/error.h"
#include "report/formats.h"
#include "report/json.h"
#include "report/saved.h"
#include "test/fuzz/fuzz.h"

using namespace veto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const report::SavedReport saved =
        report::read_saved_report({reinterpret_cast<const char*>(data), size}, "fuzz", {});
    for (const report::Format& format : report::formats())
      static_cast<void>(format.render(saved.result, {}));
    const std::string text = report::json_report(saved.result, report::Secrets::Revealed);
    const report::SavedReport again = report::read_saved_report(text, "again", {});
    fuzz::expect(report::json_report(again.result, report::Secrets::Revealed) == text,
                 "the same text once more");
  } catch (const base::Error& error) {
    fuzz::expect(error.kind() == base::ErrorKind::Usage, "an error of usage");
  }
  return 0;
}

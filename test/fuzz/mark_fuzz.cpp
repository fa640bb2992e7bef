// Marks in any window, for any match in it.

#include <algorithm>

#include "policy/mark.h"
#include "test/fuzz/fuzz.h"

using namespace veto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  std::size_t begin = input.number(256) * 16 + input.number(16);
  std::size_t end = input.number(256) * 16 + input.number(16);
  const std::string_view window = input.rest();
  begin %= window.size() + 1;
  end %= window.size() + 1;
  rules::Rule rule;
  rule.id = "test-key";
  const std::optional<model::Allowance> mark =
      policy::find_mark(window, {std::min(begin, end), std::max(begin, end)}, rule);
  if (mark) {
    fuzz::expect(mark->how == model::AllowedHow::Mark, "a mark");
    fuzz::expect(mark->reason.size() <= 200, "a short reason");
    fuzz::expect(mark->reason.find('\n') == std::string::npos, "a reason of one line");
  }
  return 0;
}

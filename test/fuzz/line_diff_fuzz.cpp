// Two texts, cut at the first NUL: the added lines are sorted ranges of the new one, and what is
// left stands in the old one.

#include <string>
#include <vector>

#include "git/line_diff.h"
#include "test/fuzz/fuzz.h"

using namespace veto;

namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const git::Library library;
  fuzz::Input input(data, size);
  const std::string_view old_text = input.until('\0');
  const std::string_view new_text = input.rest();
  std::vector<std::string_view> kept = lines_of(new_text);
  std::size_t end = kept.size() + 2;
  const std::vector<git::AddedLines> ranges = git::added_lines(library, old_text, new_text);
  for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
    fuzz::expect(range->first >= 1 && range->first <= range->last, "a range of lines");
    fuzz::expect(range->last <= kept.size() && range->last + 1 < end, "sorted and apart");
    end = range->first;
    kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(range->first) - 1,
               kept.begin() + static_cast<std::ptrdiff_t>(range->last));
  }
  std::size_t at = 0;
  for (const std::string_view line : lines_of(old_text)) {
    if (at < kept.size() && kept[at] == line) ++at;
  }
  fuzz::expect(at == kept.size(), "lines that are not added stand in the old text");
  return 0;
}

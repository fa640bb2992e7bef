// Any pattern on any path, both of one line: what matches is also covered.

#include "test/fuzz/fuzz.h"
#include "text/glob.h"

using namespace veto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const text::Glob glob(input.until('\n'));
  while (!input.rest().empty()) {
    const std::string_view path = input.until('\n');
    const bool matches = glob.matches(path);
    const bool covers = glob.covers(path);
    fuzz::expect(glob.valid() || (!matches && !covers), "a malformed pattern matches nothing");
    fuzz::expect(!matches || covers || glob.directories_only(), "what matches is covered");
  }
  return 0;
}

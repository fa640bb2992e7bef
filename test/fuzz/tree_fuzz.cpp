// Any bytes are a tree or an error; entries can be compared.

#include <vector>

#include "base/error.h"
#include "git/tree.h"
#include "test/fuzz/fuzz.h"

using namespace veto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::size_t oid_size = input.number(2) == 0 ? git::kSha1Size : git::kSha256Size;
  std::vector<git::TreeEntry> entries;
  try {
    git::TreeReader reader(input.rest(), oid_size);
    while (const std::optional<git::TreeEntry> entry = reader.next()) entries.push_back(*entry);
  } catch (const base::Error& error) {
    fuzz::expect(error.kind() == base::ErrorKind::Unreadable, "an error of reading");
  }
  for (std::size_t i = 1; i < entries.size(); ++i) {
    const int order = git::compare_entries(entries[i - 1], entries[i]);
    const int reverse = git::compare_entries(entries[i], entries[i - 1]);
    fuzz::expect((order < 0) == (reverse > 0), "an order");
    fuzz::expect(git::compare_entries(entries[i], entries[i]) == 0, "equal to itself");
  }
  return 0;
}

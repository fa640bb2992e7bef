#include "base/build_id.h"

#include <cstddef>
#include <cstring>
#include <string_view>

#include <link.h>

namespace veto::base {
namespace {

/// The notes of an object, each behind the other, aligned to four bytes.
std::string find_note(std::string_view notes) {
  constexpr std::string_view kOwner("GNU", 4);
  const auto aligned = [](std::size_t size) { return (size + 3) / 4 * 4; };
  while (notes.size() >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) header;
    std::memcpy(&header, notes.data(), sizeof header);
    notes.remove_prefix(sizeof header);
    const std::size_t name = aligned(header.n_namesz);
    const std::size_t size = aligned(header.n_descsz);
    if (name > notes.size() || size > notes.size() - name) break;
    if (header.n_type == NT_GNU_BUILD_ID && notes.substr(0, header.n_namesz) == kOwner)
      return std::string(notes.substr(name, header.n_descsz));
    notes.remove_prefix(name + size);
  }
  return "";
}

/// The first object is the program itself.
int visit(dl_phdr_info* object, std::size_t, void* result) {
  for (int i = 0; i < object->dlpi_phnum; ++i) {
    const ElfW(Phdr)& header = object->dlpi_phdr[i];
    if (header.p_type != PT_NOTE) continue;
    const std::string_view notes(reinterpret_cast<const char*>(object->dlpi_addr + header.p_vaddr),
                                 header.p_memsz);
    std::string found = find_note(notes);
    if (found.empty()) continue;
    *static_cast<std::string*>(result) = std::move(found);
    break;
  }
  return 1;
}

}  // namespace

std::string build_id() {
  std::string id;
  dl_iterate_phdr(visit, &id);
  return id;
}

}  // namespace veto::base

// A file that is read where the system keeps it: pages come when they are touched, and what another
// program removes stays readable as long as it is mapped. Whoever shortens a mapped file ends this
// program, as it ends git: packs and their indexes are never written to.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace veto::git {

class MappedFile {
 public:
  /// nullopt when it cannot be opened or mapped.
  [[nodiscard]] static std::optional<MappedFile> open(const std::string& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;

  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }

 private:
  explicit MappedFile(std::string_view bytes) : bytes_(bytes) {}
  std::string_view bytes_;
};

}  // namespace veto::git

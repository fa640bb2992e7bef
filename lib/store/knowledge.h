// What is known of a repository's objects from earlier runs, looked up by id.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "store/records.h"

namespace veto::store {

class Knowledge {
 public:
  /// `is_valid` says whether what was found in a text would be found again. Of several records of
  /// a text the first valid one counts; a text without one is not known.
  Knowledge(std::vector<Batch> batches, const std::function<bool(const FoundText&)>& is_valid);

  /// nullptr if it is not known.
  [[nodiscard]] const ReadObject* find(const git::Oid& id) const noexcept;
  /// By id, each once.
  [[nodiscard]] const std::vector<ReadObject>& objects() const noexcept { return objects_; }
  /// Those in which something was found, each once.
  [[nodiscard]] const std::vector<FoundText>& found() const noexcept { return found_; }

 private:
  std::vector<ReadObject> objects_;
  std::vector<FoundText> found_;
  std::vector<std::uint32_t> begins_;  // in objects_, by the first two bytes of ids
};

}  // namespace veto::store

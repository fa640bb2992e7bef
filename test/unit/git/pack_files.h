// A pack made by hand as files, to be opened.
#pragma once

#include <memory>
#include <string>

#include "git/pack.h"
#include "test/support/pack_writer.h"
#include "test/unit/git/repository.h"

namespace veto::git::test {

class PackFiles {
 public:
  explicit PackFiles(const veto::test::PackWriter& writer)
      : PackFiles(writer.pack(), writer.index()) {}
  PackFiles(const std::string& pack, const std::string& index) {
    directory_.write("p.pack", pack);
    directory_.write("p.idx", index);
  }
  [[nodiscard]] std::unique_ptr<Pack> open(std::size_t oid_size = 20) const {
    return Pack::open(directory_.in("p.idx"), oid_size);
  }

 private:
  TemporaryDirectory directory_;
};

inline std::string raw_id(const Oid& id) {
  return {reinterpret_cast<const char*>(id.bytes.data()), id.size};
}

}  // namespace veto::git::test

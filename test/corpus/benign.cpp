#include "test/corpus/benign.h"

#include "test/corpus/maker.h"

namespace veto::corpus {

std::vector<BenignFile> benign_files(std::uint64_t seed) {
  Maker maker(seed);
  add_lock_files(maker);
  add_hashes(maker);
  add_assets(maker);
  add_code(maker);
  add_settings(maker);
  add_documents(maker);
  return std::move(maker.files);
}

}  // namespace veto::corpus

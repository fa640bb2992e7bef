#include "test/corpus/benign.h"

#include "test/corpus/maker.h"

namespace veto::corpus {
namespace {

void add_ordinary(Maker& maker) {
  add_lock_files(maker);
  add_hashes(maker);
  add_assets(maker);
  add_code(maker);
  add_settings(maker);
  add_documents(maker);
}

}  // namespace

std::vector<BenignFile> ordinary_files(std::uint64_t seed) {
  Maker maker(seed);
  add_ordinary(maker);
  return std::move(maker.files);
}

std::vector<BenignFile> benign_files(std::uint64_t seed) {
  Maker maker(seed);
  add_ordinary(maker);
  add_texts(maker);
  add_spoilt_examples(maker);
  return std::move(maker.files);
}

}  // namespace veto::corpus

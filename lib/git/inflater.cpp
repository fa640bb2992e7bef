#include "git/inflater.h"

#include <new>

#include <libdeflate.h>

#include "base/handle.h"

namespace veto::git {

struct Inflater::State {
  base::Handle<libdeflate_decompressor, libdeflate_free_decompressor> decompressor{
      libdeflate_alloc_decompressor()};
};

Inflater::Inflater() : state_(std::make_unique<State>()) {
  if (!state_->decompressor) throw std::bad_alloc();
}
Inflater::~Inflater() = default;
Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;

bool Inflater::is_plausible(std::size_t compressed, std::size_t size) noexcept {
  constexpr std::size_t kMostPerByte = 1032;  // a match of 258 bytes in two bits
  return size / kMostPerByte <= compressed;
}

bool Inflater::inflate(std::string_view compressed, std::span<char> result) {
  return is_plausible(compressed.size(), result.size()) &&
         libdeflate_zlib_decompress(state_->decompressor.get(), compressed.data(),
                                    compressed.size(), result.data(), result.size(),
                                    nullptr) == LIBDEFLATE_SUCCESS;
}

}  // namespace veto::git

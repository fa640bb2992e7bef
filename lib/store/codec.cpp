#include "store/codec.h"

#include <cstring>

namespace veto::store {
namespace {

constexpr unsigned kBits = 7;
constexpr unsigned kMore = 1U << kBits;

}  // namespace

void Encoder::number(std::uint64_t value) {
  for (; value >= kMore; value >>= kBits) bytes_ += static_cast<char>(value | kMore);
  bytes_ += static_cast<char>(value);
}

void Encoder::real(double value) {
  char raw[sizeof value];
  std::memcpy(raw, &value, sizeof value);
  bytes_.append(raw, sizeof value);
}

void Encoder::text(std::string_view value) {
  number(value.size());
  bytes_ += value;
}

std::uint64_t Decoder::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += kBits) {
    if (rest_.empty()) break;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    value |= std::uint64_t{byte & (kMore - 1)} << shift;
    if (byte < kMore) return value;
  }
  fail();
  return 0;
}

double Decoder::real() {
  double value = 0;
  const std::string_view bytes = raw(sizeof value);
  if (!failed_) std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

std::string_view Decoder::raw(std::uint64_t size) {
  if (size > rest_.size()) {
    fail();
    return {};
  }
  const std::string_view bytes = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return bytes;
}

std::string Decoder::text() {
  const std::uint64_t size = number();
  return std::string(raw(size));
}

std::size_t Decoder::count() {
  const std::uint64_t value = number();
  if (value <= rest_.size()) return value;
  fail();
  return 0;
}

}  // namespace veto::store

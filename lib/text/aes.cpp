#include "text/aes.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace veto::text {
namespace {

using Byte = std::uint8_t;
using Table = std::array<Byte, 256>;

constexpr std::size_t kBlock = 16;
constexpr std::size_t kKey = 32;
constexpr std::size_t kRounds = 14;

using Block = std::array<Byte, kBlock>;
using Schedule = std::array<Byte, kBlock*(kRounds + 1)>;

/// Multiplication by x in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1.
constexpr Byte times_x(Byte value) {
  const unsigned wide = value;
  return static_cast<Byte>((wide << 1U) ^ ((wide & 0x80U) != 0 ? 0x1BU : 0U));
}

constexpr Byte multiply(Byte a, Byte b) {
  Byte product = 0;
  for (; b != 0; b = static_cast<Byte>(b >> 1U), a = times_x(a))
    if ((b & 1U) != 0) product = static_cast<Byte>(product ^ a);
  return product;
}

/// 5.1.1: the multiplicative inverse and an affine transformation. p runs through all elements as
/// powers of 3, q through their inverses.
constexpr Table make_box() {
  Table box{};
  Byte p = 1;
  Byte q = 1;
  do {
    p = static_cast<Byte>(p ^ times_x(p));
    q = multiply(q, 0xF6);
    const unsigned mixed =
        q ^ std::rotl(q, 1) ^ std::rotl(q, 2) ^ std::rotl(q, 3) ^ std::rotl(q, 4);
    box[p] = static_cast<Byte>(mixed ^ 0x63U);
  } while (p != 1);
  box[0] = 0x63;
  return box;
}

constexpr Table inverse_of(const Table& box) {
  Table inverse{};
  for (std::size_t i = 0; i < box.size(); ++i) inverse[box[i]] = static_cast<Byte>(i);
  return inverse;
}

constexpr Table kBox = make_box();
constexpr Table kInverseBox = inverse_of(kBox);
static_assert(kBox[0x53] == 0xED && kInverseBox[0xED] == 0x53);  // the example of the standard

Schedule expand_key(std::string_view key) {
  Schedule words{};
  for (std::size_t i = 0; i < kKey; ++i) words[i] = static_cast<Byte>(key[i]);
  Byte constant = 1;
  for (std::size_t at = kKey; at < words.size(); at += 4) {
    std::array<Byte, 4> word{words[at - 4], words[at - 3], words[at - 2], words[at - 1]};
    if (at % kKey == 0) {
      word = {static_cast<Byte>(kBox[word[1]] ^ constant), kBox[word[2]], kBox[word[3]],
              kBox[word[0]]};
      constant = times_x(constant);
    } else if (at % kKey == kBlock) {
      for (Byte& byte : word) byte = kBox[byte];
    }
    for (std::size_t i = 0; i < 4; ++i)
      words[at + i] = static_cast<Byte>(words[at + i - kKey] ^ word[i]);
  }
  return words;
}

void add(Block& state, const Byte* other) {
  for (std::size_t i = 0; i < kBlock; ++i) state[i] = static_cast<Byte>(state[i] ^ other[i]);
}

/// Rows go round by their number: `step` 1 to the left, 3 to the right.
void shift_rows(Block& state, std::size_t step) {
  const Block before = state;
  for (std::size_t column = 0; column < 4; ++column)
    for (std::size_t row = 0; row < 4; ++row)
      state[column * 4 + row] = before[(column + row * step) % 4 * 4 + row];
}

void mix_columns(Block& state, const std::array<Byte, 4>& factors) {
  const Block before = state;
  for (std::size_t i = 0; i < kBlock; ++i) {
    Byte sum = 0;
    for (std::size_t k = 0; k < 4; ++k)
      sum = static_cast<Byte>(sum ^ multiply(before[i / 4 * 4 + k], factors[(k + 4 - i % 4) % 4]));
    state[i] = sum;
  }
}

void substitute(Block& state, const Table& box) {
  for (Byte& byte : state) byte = box[byte];
}

void encrypt_block(Block& state, const Schedule& keys) {
  add(state, keys.data());
  for (std::size_t round = 1; round <= kRounds; ++round) {
    substitute(state, kBox);
    shift_rows(state, 1);
    if (round < kRounds) mix_columns(state, {2, 3, 1, 1});
    add(state, keys.data() + round * kBlock);
  }
}

void decrypt_block(Block& state, const Schedule& keys) {
  for (std::size_t round = kRounds; round > 0; --round) {
    add(state, keys.data() + round * kBlock);
    if (round < kRounds) mix_columns(state, {14, 11, 13, 9});
    shift_rows(state, 3);
    substitute(state, kInverseBox);
  }
  add(state, keys.data());
}

Block block_at(std::string_view bytes, std::size_t at) {
  Block block{};
  for (std::size_t i = 0; i < kBlock; ++i) block[i] = static_cast<Byte>(bytes[at + i]);
  return block;
}

bool is_sound(std::string_view key, std::string_view bytes) {
  return key.size() == kKey && bytes.size() % kBlock == 0;
}

}  // namespace

std::optional<std::string> decrypt_aes256_cbc(std::string_view key, std::string_view bytes) {
  if (!is_sound(key, bytes)) return std::nullopt;
  const Schedule keys = expand_key(key);
  Block previous{};
  std::string plain;
  for (std::size_t at = 0; at < bytes.size(); at += kBlock) {
    const Block block = block_at(bytes, at);
    Block state = block;
    decrypt_block(state, keys);
    add(state, previous.data());
    plain.append(state.begin(), state.end());
    previous = block;
  }
  return plain;
}

std::optional<std::string> encrypt_aes256_cbc(std::string_view key, std::string_view bytes) {
  if (!is_sound(key, bytes)) return std::nullopt;
  const Schedule keys = expand_key(key);
  Block state{};
  std::string cipher;
  for (std::size_t at = 0; at < bytes.size(); at += kBlock) {
    add(state, block_at(bytes, at).data());
    encrypt_block(state, keys);
    cipher.append(state.begin(), state.end());
  }
  return cipher;
}

}  // namespace veto::text

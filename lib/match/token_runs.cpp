#include "match/token_runs.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Into functions for one kind of CPU, so that the whole of them is compiled for it.
#define VETO_INLINE __attribute__((always_inline)) inline

namespace veto::match {
namespace {

constexpr unsigned kBlock = 64;  // bytes a mask
constexpr std::size_t kBlocksAtOnce = 32;

/// One bit a byte, the lowest for the first.
struct CaseMasks {
  std::uint64_t digit = 0;
  std::uint64_t upper = 0;
  std::uint64_t lower = 0;
};

enum class RunLook : std::uint8_t { OneCase, MixedCase, Random };

}  // namespace

struct RunKernel {
  /// Fills `masks` with the run bytes of as many blocks.
  void (*run_masks)(const char* text, std::size_t blocks, std::uint64_t* masks);
  /// What a run's own bytes say; `readable` bytes may be read from its beginning on.
  RunLook (*look_of)(std::string_view run, std::size_t readable) noexcept;
};

namespace {

void plain_run_masks(const char* text, std::size_t blocks, std::uint64_t* masks) {
  for (std::size_t block = 0; block < blocks; ++block) {
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < kBlock; ++i)
      mask |= std::uint64_t{is_run_byte(static_cast<unsigned char>(text[block * kBlock + i]))} << i;
    masks[block] = mask;
  }
}

CaseMasks plain_case_masks(const char* block) {
  CaseMasks masks;
  for (unsigned i = 0; i < kBlock; ++i) {
    const char c = block[i];
    masks.digit |= std::uint64_t{c >= '0' && c <= '9'} << i;
    masks.upper |= std::uint64_t{c >= 'A' && c <= 'Z'} << i;
    masks.lower |= std::uint64_t{c >= 'a' && c <= 'z'} << i;
  }
  return masks;
}

#if defined(__x86_64__)

// A byte is a run byte when the sets of its two halves meet. The sets, by the high half:
// 1: + - /, 2: 0-9, 4: A-O a-o, 8: P-Z _, 16: p-z.
constexpr std::array<std::uint8_t, 16> kLowSets = [] {
  std::array<std::uint8_t, 16> sets{};
  for (unsigned low = 0; low < 16; ++low) {
    constexpr std::array<std::uint8_t, 5> kHigh{2, 3, 4, 5, 7};
    for (unsigned set = 0; set < kHigh.size(); ++set) {
      if (is_run_byte(static_cast<unsigned char>(kHigh[set] * 16U + low)))
        sets[low] = static_cast<std::uint8_t>(sets[low] | (1U << set));
    }
  }
  return sets;
}();
constexpr std::array<std::uint8_t, 16> kHighSets{0, 0, 1, 2, 4, 8, 4, 16};

// Bytes from `first` to `last`, by a signed comparison of what is shifted to the lowest values.
#define VETO_IN_RANGE(width, add, gt, bytes, first, last)                    \
  gt(_mm##width##_set1_epi8(static_cast<char>(-128 + (last) - (first) + 1)), \
     add(bytes, _mm##width##_set1_epi8(static_cast<char>(-128 - (first)))))

__attribute__((target("ssse3"))) std::uint64_t ssse3_run_mask(const char* text, __m128i low_sets,
                                                              __m128i high_sets) {
  const __m128i low_half = _mm_set1_epi8(0x0f);
  std::uint64_t mask = 0;
  for (unsigned i = 0; i < kBlock; i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + i));
    const __m128i high = _mm_and_si128(_mm_srli_epi16(bytes, 4), low_half);
    // A byte from 0x80 on gives no set by its low half: pshufb takes the top bit for "none".
    const __m128i sets =
        _mm_and_si128(_mm_shuffle_epi8(low_sets, bytes), _mm_shuffle_epi8(high_sets, high));
    const auto none =
        static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(sets, _mm_setzero_si128())));
    mask |= std::uint64_t{~none & 0xffffU} << i;
  }
  return mask;
}

__attribute__((target("ssse3"))) void ssse3_run_masks(const char* text, std::size_t blocks,
                                                      std::uint64_t* masks) {
  const __m128i low_sets = _mm_loadu_si128(reinterpret_cast<const __m128i*>(kLowSets.data()));
  const __m128i high_sets = _mm_loadu_si128(reinterpret_cast<const __m128i*>(kHighSets.data()));
  for (std::size_t block = 0; block < blocks; ++block)
    masks[block] = ssse3_run_mask(text + block * kBlock, low_sets, high_sets);
}

__attribute__((target("ssse3"))) CaseMasks ssse3_case_masks(const char* block) {
  CaseMasks masks;
  for (unsigned i = 0; i < kBlock; i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + i));
    const auto bits = [i](__m128i wanted) {
      return std::uint64_t{static_cast<std::uint16_t>(_mm_movemask_epi8(wanted))} << i;
    };
    masks.digit |= bits(VETO_IN_RANGE(, _mm_add_epi8, _mm_cmpgt_epi8, bytes, '0', '9'));
    masks.upper |= bits(VETO_IN_RANGE(, _mm_add_epi8, _mm_cmpgt_epi8, bytes, 'A', 'Z'));
    masks.lower |= bits(VETO_IN_RANGE(, _mm_add_epi8, _mm_cmpgt_epi8, bytes, 'a', 'z'));
  }
  return masks;
}

__attribute__((target("avx2"))) void avx2_run_masks(const char* text, std::size_t blocks,
                                                    std::uint64_t* masks) {
  const __m256i low_sets = _mm256_broadcastsi128_si256(
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(kLowSets.data())));
  const __m256i high_sets = _mm256_broadcastsi128_si256(
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(kHighSets.data())));
  const __m256i low_half = _mm256_set1_epi8(0x0f);
  for (std::size_t block = 0; block < blocks; ++block) {
    std::array<std::uint32_t, 2> none{};
    for (unsigned i = 0; i < 2; ++i) {
      const __m256i bytes = _mm256_loadu_si256(
          reinterpret_cast<const __m256i*>(text + block * kBlock + i * std::size_t{32}));
      const __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), low_half);
      const __m256i sets = _mm256_and_si256(_mm256_shuffle_epi8(low_sets, bytes),
                                            _mm256_shuffle_epi8(high_sets, high));
      none[i] = static_cast<std::uint32_t>(
          _mm256_movemask_epi8(_mm256_cmpeq_epi8(sets, _mm256_setzero_si256())));
    }
    masks[block] = ~(none[0] | std::uint64_t{none[1]} << 32U);
  }
}

__attribute__((target("avx2"))) CaseMasks avx2_case_masks(const char* block) {
  CaseMasks masks;
  for (unsigned i = 0; i < kBlock; i += 32) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + i));
    const auto bits = [i](__m256i wanted) __attribute__((target("avx2"))) {
      return std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(wanted))} << i;
    };
    masks.digit |= bits(VETO_IN_RANGE(256, _mm256_add_epi8, _mm256_cmpgt_epi8, bytes, '0', '9'));
    masks.upper |= bits(VETO_IN_RANGE(256, _mm256_add_epi8, _mm256_cmpgt_epi8, bytes, 'A', 'Z'));
    masks.lower |= bits(VETO_IN_RANGE(256, _mm256_add_epi8, _mm256_cmpgt_epi8, bytes, 'a', 'z'));
  }
  return masks;
}

#undef VETO_IN_RANGE

#endif

/// Whether there are kMinSameCase bits in a row; `before` is how many stood at the end of the block
/// before.
VETO_INLINE bool has_long_row(std::uint64_t bits, int before) noexcept {
  if (before != 0 && before + std::countr_one(bits) >= kMinSameCase) return true;
  static_assert(kMinSameCase == 16);
  for (const unsigned step : {1U, 2U, 4U, 8U}) bits &= bits >> step;
  return bits != 0;
}

/// What is remembered of a run's blocks before.
struct CasesBefore {
  std::uint64_t upper = 0;
  std::uint64_t lower = 0;
  bool is_odd = false;  // one odd change of case has been seen
  std::uint64_t all_upper = 0;
  std::uint64_t all_lower = 0;

  [[nodiscard]] RunLook look() const noexcept {
    return all_upper != 0 && all_lower != 0 ? RunLook::MixedCase : RunLook::OneCase;
  }
};

/// Whether a block of a run marks it, after what came before.
VETO_INLINE bool marks(const CaseMasks& now, CasesBefore& before) noexcept {
  if (now.digit != 0) return true;
  if (has_long_row(now.lower, std::countl_one(before.lower))) return true;
  if ((now.upper | before.upper) != 0) {
    if (has_long_row(now.upper, std::countl_one(before.upper))) return true;
    const std::uint64_t upper1 = now.upper << 1U | before.upper >> 63U;
    const std::uint64_t upper2 = now.upper << 2U | before.upper >> 62U;
    const std::uint64_t lower1 = now.lower << 1U | before.lower >> 63U;
    const std::uint64_t odd = (now.upper & lower1 & upper2) | (now.lower & upper1 & upper2);
    static_assert(kMinOddCases == 2);
    if ((odd & (odd - 1)) != 0 || (odd != 0 && before.is_odd)) return true;
    before.is_odd |= odd != 0;
  }
  before.upper = now.upper;
  before.lower = now.lower;
  before.all_upper |= now.upper;
  before.all_lower |= now.lower;
  return false;
}

/// A ruler, padding: one character over and over.
bool is_repeat(std::string_view run) noexcept {
  return run.size() > 1 && std::memcmp(run.data(), run.data() + 1, run.size() - 1) == 0;
}

template <CaseMasks (*CaseMasksOf)(const char*)>
VETO_INLINE RunLook look_of(std::string_view run, std::size_t readable) noexcept {
  CasesBefore before;
  for (; readable >= kBlock; readable -= kBlock) {
    CaseMasks masks = CaseMasksOf(run.data());
    if (run.size() < kBlock) {
      const std::uint64_t inside = (std::uint64_t{1} << run.size()) - 1;
      masks.digit &= inside;
      masks.upper &= inside;
      masks.lower &= inside;
    }
    if (marks(masks, before)) return RunLook::Random;
    if (run.size() <= kBlock) return before.look();
    run.remove_prefix(kBlock);
  }
  std::array<char, kBlock> copy{};
  std::memcpy(copy.data(), run.data(), run.size());
  return marks(CaseMasksOf(copy.data()), before) ? RunLook::Random : before.look();
}

RunLook plain_look_of(std::string_view run, std::size_t readable) noexcept {
  return look_of<plain_case_masks>(run, readable);
}
constexpr RunKernel kPlain{plain_run_masks, plain_look_of};

#if defined(__x86_64__)

__attribute__((target("ssse3"))) RunLook ssse3_look_of(std::string_view run,
                                                       std::size_t readable) noexcept {
  return look_of<ssse3_case_masks>(run, readable);
}
__attribute__((target("avx2,bmi,bmi2"))) RunLook avx2_look_of(std::string_view run,
                                                              std::size_t readable) noexcept {
  return look_of<avx2_case_masks>(run, readable);
}
constexpr RunKernel kSsse3{ssse3_run_masks, ssse3_look_of};
constexpr RunKernel kAvx2{avx2_run_masks, avx2_look_of};

#endif

const RunKernel* kernel_of(RunReader reader) noexcept {
#if defined(__x86_64__)
  if (reader == RunReader::Avx2) return &kAvx2;
  if (reader == RunReader::Ssse3) return &kSsse3;
#endif
  static_cast<void>(reader);
  return &kPlain;
}

}  // namespace

bool is_supported(RunReader reader) noexcept {
#if defined(__x86_64__)
  if (reader == RunReader::Avx2)
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
           __builtin_cpu_supports("bmi2") != 0;
  if (reader == RunReader::Ssse3) return __builtin_cpu_supports("ssse3") != 0;
#endif
  return reader == RunReader::Plain;
}

RunReader best_reader() noexcept {
  for (const RunReader reader : {RunReader::Avx2, RunReader::Ssse3}) {
    if (is_supported(reader)) return reader;
  }
  return RunReader::Plain;
}

RunMarker::RunMarker(RunReader reader, const Anchors* anchors) noexcept
    : kernel_(kernel_of(reader)), anchors_(anchors) {}

void RunMarker::begin_text(std::size_t offset) noexcept {
  at_ = offset;
  begin_ = offset;
  is_data_ = false;
}

void RunMarker::read(std::string_view held, std::size_t held_offset,
                     std::vector<model::Range>& runs) {
  const Target target{held, held_offset, runs};
  take_rest(target);
  if (is_data_) add_run(at_, target);
}

void RunMarker::finish(std::string_view held, std::size_t held_offset,
                       std::vector<model::Range>& runs) {
  const Target target{held, held_offset, runs};
  take_rest(target);
  end_run(at_, target);
  begin_ = at_;
}

void RunMarker::take_rest(const Target& target) {
  std::string_view rest = target.held.substr(at_ - target.held_offset);
  std::array<std::uint64_t, kBlocksAtOnce> masks{};
  while (rest.size() >= kBlock) {
    const std::size_t blocks = std::min(rest.size() / kBlock, kBlocksAtOnce);
    kernel_->run_masks(rest.data(), blocks, masks.data());
    for (std::size_t i = 0; i < blocks; ++i) take_block(masks[i], kBlock, target);
    rest.remove_prefix(blocks * kBlock);
  }
  if (!rest.empty()) {
    std::array<char, kBlock> last{};
    std::memcpy(last.data(), rest.data(), rest.size());
    kernel_->run_masks(last.data(), 1, masks.data());
    take_block(masks[0], static_cast<unsigned>(rest.size()), target);
  }
}

void RunMarker::take_block(std::uint64_t mask, unsigned size, const Target& target) {
  const auto leading = static_cast<unsigned>(std::countr_one(mask));
  const std::size_t open = at_ - begin_;
  std::uint64_t whole = mask;
  for (const unsigned step : {1U, 2U, 4U, 8U}) whole &= whole >> step;
  if (leading < size && whole == 0 && open + leading < kMinRun) {
    // Most blocks: no run ends here.
    is_data_ = false;
    at_ += size;
    begin_ = at_ - static_cast<unsigned>(std::countl_one(mask << (kBlock - size)));
    return;
  }
  if (leading < size) {
    end_run(at_ + leading, target);
    std::uint64_t starts = mask & ~((std::uint64_t{1} << leading) - 1);
    static_assert(kMinRun == 16);
    for (const unsigned step : {1U, 2U, 4U, 8U}) starts &= starts >> step;
    while (starts != 0) {
      const auto first = static_cast<unsigned>(std::countr_zero(starts));
      const unsigned end = first + static_cast<unsigned>(std::countr_one(mask >> first));
      if (end >= size) break;
      begin_ = at_ + first;
      end_run(at_ + end, target);
      starts &= ~std::uint64_t{0} << end;
    }
    begin_ = at_ + size - static_cast<unsigned>(std::countl_one(mask << (kBlock - size)));
  }
  at_ += size;
  if (at_ - begin_ >= kDataRun) is_data_ = true;
}

void RunMarker::end_run(std::size_t end, const Target& target) {
  const std::size_t size = end - begin_;
  const std::size_t at = begin_ - target.held_offset;
  if (size >= kMinRun &&
      (size >= kDataRun || is_marked(target.held.substr(at, size), target.held.size() - at)))
    add_run(end, target);
  is_data_ = false;
}

bool RunMarker::is_marked(std::string_view run, std::size_t readable) const noexcept {
  const RunLook look = kernel_->look_of(run, readable);
  return (look == RunLook::Random && !is_repeat(run)) ||
         (look == RunLook::MixedCase && anchors_ != nullptr && anchors_->any_in(run));
}

void RunMarker::add_run(std::size_t end, const Target& target) {
  if (!target.runs.empty() && target.runs.back().begin == begin_) target.runs.pop_back();
  target.runs.push_back({begin_, end});
}

std::vector<model::Range> marked_runs(std::string_view text, RunReader reader,
                                      const Anchors* anchors) {
  std::vector<model::Range> runs;
  RunMarker marker(reader, anchors);
  marker.finish(text, 0, runs);
  return runs;
}

}  // namespace veto::match

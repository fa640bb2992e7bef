#include "scan/known_values.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "policy/mark_use.h"
#include "text/encoding.h"

namespace veto::scan {
namespace {

constexpr std::size_t kBlock = kShortestKnown;
constexpr std::size_t kPairs = 256 * 256;
/// Shorter values may be a part of a longer word.
constexpr std::size_t kAlone = 16;

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::size_t pair_at(std::string_view text, std::size_t at) {
  return static_cast<std::size_t>(static_cast<unsigned char>(text[at])) << 8U |
         static_cast<unsigned char>(text[at + 1]);
}

std::string percent_encoded(std::string_view value, bool upper) {
  std::string text;
  for (const char c : value) {
    if (is_word(c) || c == '-' || c == '_' || c == '.' || c == '~')
      text += c;
    else
      text += upper ? fmt::format("%{:02X}", static_cast<unsigned char>(c))
                    : fmt::format("%{:02x}", static_cast<unsigned char>(c));
  }
  return text;
}

std::string json_escaped(std::string_view value) {
  std::string text;
  for (const char c : value) {
    if (c == '"' || c == '\\')
      text += {'\\', c};
    else if (c == '\n')
      text += "\\n";
    else if (c == '\t')
      text += "\\t";
    else
      text += c;
  }
  return text;
}

/// What base64 of a longer text shows of the value, which begins there behind `before` bytes of
/// three: the characters that no other byte has a part in.
std::string inside_base64(std::string_view value, std::size_t before) {
  const std::string text =
      text::encode_base64(std::string(before, '\0') + std::string(value),
                          text::Base64Alphabet::Standard, text::Base64Padding::Without);
  const std::size_t begin = (before * 8 + 5) / 6;
  return text.substr(begin, (before + value.size()) * 8 / 6 - begin);
}

}  // namespace

KnownValues::KnownValues(std::vector<KnownValue> values) : values_(std::move(values)) {
  if (values_.empty()) return;
  shifts_.assign(kPairs, static_cast<std::uint8_t>(kBlock - 1));
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const std::string& value = values_[i].value.reveal();
    if (value.size() < kShortestKnown) continue;
    add(i, value);
    for (const bool upper : {true, false}) add(i, percent_encoded(value, upper));
    add(i, json_escaped(value));
    for (std::size_t before = 0; before < 3; ++before) {
      std::string text = inside_base64(value, before);
      add(i, text);
      std::replace(text.begin(), text.end(), '+', '-');
      std::replace(text.begin(), text.end(), '/', '_');
      add(i, std::move(text));
    }
  }
  std::stable_sort(needles_.begin(), needles_.end(), [](const Needle& a, const Needle& b) {
    return a.key != b.key ? a.key < b.key : a.text.size() > b.text.size();
  });
}

std::size_t KnownValues::reach_before() noexcept {
  return policy::kMaxMarkedLine + 1;
}

std::size_t KnownValues::reach_behind() const noexcept {
  return longest_ + policy::kMaxMarkedLine + 1;
}

void KnownValues::add(std::size_t value, std::string text) {
  if (text.size() < kBlock) return;
  const bool known = std::any_of(needles_.begin(), needles_.end(),
                                 [&](const Needle& needle) { return needle.text == text; });
  if (known) return;
  for (std::size_t at = 0; at + 1 < kBlock; ++at) {
    std::uint8_t& shift = shifts_[pair_at(text, at)];
    shift = std::min(shift, static_cast<std::uint8_t>(kBlock - 2 - at));
  }
  longest_ = std::max(longest_, text.size());
  const auto key = static_cast<std::uint16_t>(pair_at(text, kBlock - 2));
  const bool alone = text.size() < kAlone;
  needles_.push_back({key, value, std::move(text), alone});
}

bool KnownValues::fits(const Needle& needle, std::string_view text, std::size_t at) {
  if (text.substr(at, needle.text.size()) != needle.text) return false;
  if (!needle.stands_alone) return true;
  const std::size_t end = at + needle.text.size();
  const bool runs_in = at > 0 && is_word(text[at - 1]) && is_word(text[at]);
  const bool runs_on = end < text.size() && is_word(text[end]) && is_word(text[end - 1]);
  return !runs_in && !runs_on;
}

void KnownValues::find(const text::Stretch& stretch, std::vector<Match>& matches) const {
  const std::string_view text = stretch.held;
  const auto by_key = [](const Needle& needle, std::size_t key) { return needle.key < key; };
  std::size_t at = stretch.begin;
  if (!matches.empty())
    at =
        std::max(at, matches.back().range.end - std::min(matches.back().range.end, stretch.offset));
  while (at < stretch.end && at + kBlock <= text.size()) {
    const std::size_t key = pair_at(text, at + kBlock - 2);
    if (const std::uint8_t shift = shifts_[key]; shift > 0) {
      at += shift;
      continue;
    }
    const Needle* found = nullptr;
    for (auto needle = std::lower_bound(needles_.begin(), needles_.end(), key, by_key);
         needle != needles_.end() && needle->key == key && found == nullptr; ++needle) {
      if (fits(*needle, text, at)) found = &*needle;
    }
    if (found == nullptr) {
      ++at;
      continue;
    }
    const std::size_t end = at + found->text.size();
    const char line_end = stretch.lines.counts_cr() ? '\r' : '\n';
    matches.push_back({found->value,
                       {stretch.offset + at, stretch.offset + end},
                       stretch.lines.at(at),
                       stretch.lines.at(end),
                       policy::is_on_long_line(text, {at, end}, line_end)});
    at = end;
  }
}

}  // namespace veto::scan

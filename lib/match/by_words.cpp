#include "match/by_words.h"

#include <algorithm>
#include <array>

#include "match/token_runs.h"

namespace veto::match {
namespace {

/// Bounds the memory that hostile text takes.
constexpr std::size_t kMaxPlaces = 4096;
constexpr std::size_t kMaxGroup = 256 * 1024;
/// A longer row of [_-] ends a token, whatever follows.
constexpr std::size_t kMaxJoiners = 64;

constexpr std::array<std::uint8_t, 256> kClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  for (unsigned c = 0; c < classes.size(); ++c)
    classes[c] = class_of(static_cast<unsigned char>(c));
  return classes;
}();

unsigned class_at(const HeldText& held, std::size_t at) noexcept {
  return kClasses[static_cast<unsigned char>(held.bytes[at - held.offset])];
}
char byte_at(const HeldText& held, std::size_t at) noexcept {
  return held.bytes[at - held.offset];
}

bool is_hex(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// `\n`, `\t` and the like, `%3D`: what stands behind them begins anew.
bool follows_escape(const HeldText& held, std::size_t at) noexcept {
  constexpr std::string_view kLetters = "nrtbfvae0s";
  if (at < held.offset + 2) return false;
  if (byte_at(held, at - 2) == '\\') return kLetters.find(byte_at(held, at - 1)) != kLetters.npos;
  return at >= held.offset + 3 && byte_at(held, at - 3) == '%' && is_hex(byte_at(held, at - 2)) &&
         is_hex(byte_at(held, at - 1));
}

bool is_all_of(std::string_view text, const ShapeCheck& check) noexcept {
  return std::all_of(text.begin(), text.end(), [&check](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (check.set[byte / 64U] >> (byte % 64U) & 1U) != 0;
  });
}

/// Whether a text begins as a match may begin.
bool fits(std::string_view text, std::span<const ShapeCheck> checks) noexcept {
  if (checks.empty()) return true;
  std::size_t at = 0;
  bool fits_branch = true;
  for (const ShapeCheck& check : checks) {
    fits_branch = fits_branch && text.size() - at >= check.count &&
                  is_all_of(text.substr(at, check.count), check);
    at += fits_branch ? check.count : 0;
    if (check.is_last == 0) continue;
    if (fits_branch) return true;
    at = 0;
    fits_branch = true;
  }
  return false;
}

bool begins_token(const HeldText& held, std::size_t at, unsigned alphabet) noexcept {
  return at == held.offset || (class_at(held, at - 1) & alphabet) == 0 || follows_escape(held, at);
}

extern "C" int on_word(unsigned id, unsigned long long /*from*/, unsigned long long to,
                       unsigned /*flags*/, void* context) noexcept {
  return static_cast<ByWords*>(context)->add_word(id, static_cast<std::size_t>(to)) ? 0 : 1;
}

}  // namespace

bool may_begin(const HeldText& held, std::size_t at, const Shape& shape) noexcept {
  if (shape.lead != 0) return static_cast<unsigned char>(byte_at(held, at)) == shape.lead;
  if (!begins_token(held, at, shape.alphabet)) return false;
  unsigned classes = 0;
  for (std::size_t end = at; end < held.end() && (class_at(held, end) & shape.alphabet) != 0; ++end)
    classes |= class_at(held, end);
  return classes != 0 && (classes & shape.required) == shape.required;
}

bool may_end(const HeldText& held, std::size_t at, const Shape& shape) noexcept {
  const std::size_t last = std::min(held.end(), at + kMaxJoiners);
  while (at < last && (class_at(held, at) & shape.alphabet & kJoinerClasses) != 0) ++at;
  return at == last || (class_at(held, at) & shape.alphabet) == 0;
}

ByWords::ByWords(const Engine::Impl& engine, const EnginePart& part)
    : engine_(engine), part_(part), by_shape_(part.view.shapes.size()) {}

bool ByWords::add_word(unsigned word, std::size_t end) noexcept {
  end += words_offset_;
  try {
    words_.push_back({word, {end - part_.view.words[word].length, end}});
  } catch (...) {
    return false;
  }
  return true;
}

void ByWords::find(const model::Range& begins, std::span<const model::Range> runs, const Job& job) {
  if (part_.view.shapes.empty()) return;
  clear();  // what is left where a receiver has thrown
  index_ = &part_.shapes();
  std::size_t next = begins.begin;
  for (const model::Range& run : runs) {
    if (run.size() >= kDataRun) continue;
    const model::Range range{std::max(next, run.begin - std::min(run.begin, index_->before())),
                             std::min(run.end, begins.end)};
    if (range.begin >= range.end) continue;
    for (const std::uint8_t alphabet : {kTokenClasses, kRunClasses}) {
      const std::size_t before = index_->tokens(alphabet).before;
      add_tokens({std::max(range.begin, run.begin - std::min(run.begin, before)), range.end},
                 alphabet, run, job);
    }
    if (!index_->with_lead().empty()) add_leads(range, run, job);
    next = range.end;
  }
  finish_group(job);
}

/// Tokens that begin within `range`.
void ByWords::add_tokens(const model::Range& range, std::uint8_t alphabet, const model::Range& run,
                         const Job& job) {
  constexpr std::size_t kLongestEscape = 3;
  const HeldText& held = job.target.held;
  const auto* const text = reinterpret_cast<const unsigned char*>(held.bytes.data());
  const std::size_t stop = range.end - held.offset;
  for (std::size_t at = range.begin - held.offset; at < stop;) {
    if ((kClasses[text[at]] & alphabet) == 0) {
      ++at;
      continue;
    }
    Token token{at, at, 0};
    while (token.end < held.bytes.size() && (kClasses[text[token.end]] & alphabet) != 0)
      token.classes |= kClasses[text[token.end++]];
    if (at == 0 || (kClasses[text[at - 1]] & alphabet) == 0) add_token(token, alphabet, run, job);
    // One may begin behind an escape that its first letters belong to.
    const std::size_t last = std::min({token.end, stop, at + kLongestEscape});
    for (std::size_t begin = at; begin < last; ++begin) {
      if (follows_escape(held, held.offset + begin))
        add_token({begin, token.end, kUnknown}, alphabet, run, job);
    }
    at = token.end;
  }
}

/// Its shapes become places.
void ByWords::add_token(const Token& token, std::uint8_t alphabet, const model::Range& run,
                        const Job& job) {
  const std::string_view text = job.target.held.bytes.substr(token.begin, token.end - token.begin);
  const ShapeIndex::Tokens& tokens = index_->tokens(alphabet);
  const auto class_of_byte = [](char c) { return kClasses[static_cast<unsigned char>(c)]; };
  std::size_t trimmed = text.size();
  while (trimmed > 0 && (class_of_byte(text[trimmed - 1]) & kJoinerClasses) != 0) --trimmed;
  // Where joiners end the token, a match may end before them or among them: all shapes are asked.
  const bool is_trimmed = trimmed < text.size();
  const ShapeIndex::Numbers& shapes = is_trimmed ? tokens.all : tokens.of_length(text.size());
  if (shapes.empty()) return;
  unsigned classes = token.classes;
  if (is_trimmed || classes == kUnknown) {
    classes = 0;
    for (const char c : text.substr(0, trimmed)) classes |= class_of_byte(c);
  }
  const std::size_t begin = job.target.held.offset + token.begin;
  for (const std::uint16_t number : shapes) {
    const Shape& shape = part_.view.shapes[number];
    if (text.size() >= shape.min_token && trimmed <= shape.max_token &&
        (classes & ~unsigned{shape.classes}) == 0 && (classes & shape.required) == shape.required &&
        begin + shape.before >= run.begin)
      add_place(begin, number, job);
  }
}

/// Matches that begin within `range` with a byte that is in no alphabet.
void ByWords::add_leads(const model::Range& range, const model::Range& run, const Job& job) {
  const HeldText& held = job.target.held;
  for (const std::uint16_t number : index_->with_lead()) {
    const Shape& shape = part_.view.shapes[number];
    const std::size_t first = run.begin - std::min<std::size_t>(run.begin, shape.before);
    for (std::size_t at = std::max(range.begin, first); at < range.end; ++at) {
      if (may_begin(held, at, shape)) add_place(at, number, job);
    }
  }
}

void ByWords::add_place(std::size_t begin, std::uint16_t shape_number, const Job& job) {
  const Shape& shape = part_.view.shapes[shape_number];
  if (!fits(job.target.held.bytes.substr(begin - job.target.held.offset),
            part_.view.checks.subspan(shape.first_check, shape.check_count)))
    return;
  const model::Range words{begin - std::min<std::size_t>(begin, shape.max_distance),
                           begin + shape.max_width + shape.max_distance};
  if (!places_.empty() && (words.begin > group_.end || places_.size() >= kMaxPlaces ||
                           words.end > group_.begin + kMaxGroup))
    finish_group(job);
  group_ = places_.empty()
               ? words
               : model::Range{std::min(group_.begin, words.begin), std::max(group_.end, words.end)};
  by_shape_[shape_number].push_back(static_cast<std::uint32_t>(places_.size()));
  places_.push_back({begin, shape_number, State::Unknown, {}, {}});
}

/// The words around the group's places, and the rules that have one of them beside a match.
void ByWords::finish_group(const Job& job) {
  if (places_.empty()) return;
  const HeldText& held = job.target.held;
  words_.clear();
  found_.clear();
  words_offset_ = std::max(group_.begin, held.offset);
  const std::string_view text = held.between(words_offset_, std::min(group_.end, held.end()));
  ScanProfile* const profile = job.finder.profile();
  if (profile != nullptr) profile->layers[2].bytes += text.size();
  {
    const Stopwatch watch(profile != nullptr ? &profile->layers[2].seconds : nullptr);
    scan_block(part_.by_words.get(), text, job.scratch, on_word, this);
  }
  for (const Word& word : words_) find_beside(word, held, profile);
  std::sort(found_.begin(), found_.end());
  found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
  for (const RuleAt& found : found_)
    job.finder.offer(
        {part_.first_rule + found.rule, places_[found.place].match, places_[found.place].secret},
        job.target);
  clear();
}

void ByWords::clear() noexcept {
  for (const Place& place : places_) by_shape_[place.shape].clear();
  places_.clear();
}

void ByWords::find_beside(const Word& word, const HeldText& held, ScanProfile* profile) {
  const WordPlan& plan = part_.view.words[word.number];
  for (const std::uint32_t rule : part_.view.word_users.subspan(plan.first_user, plan.user_count)) {
    const std::uint16_t shape = part_.view.rules[rule].shape;
    const std::vector<std::uint32_t>& places = by_shape_[shape];
    if (places.empty()) continue;
    double* seconds = nullptr;
    if (profile != nullptr) {
      ++profile->rules[part_.first_rule + rule].events;
      seconds = &profile->rules[part_.first_rule + rule].seconds;
    }
    const Stopwatch watch(seconds);
    const std::size_t distance = part_.view.set.rules[rule].confirm.context_distance;
    const std::size_t reach = distance + part_.view.shapes[shape].max_width;
    const std::size_t low = word.range.begin - std::min(word.range.begin, reach);
    auto at = std::lower_bound(
        places.begin(), places.end(), low,
        [this](std::uint32_t place, std::size_t begin) { return places_[place].begin < begin; });
    for (; at != places.end() && places_[*at].begin <= word.range.end + distance; ++at) {
      Place& place = places_[*at];
      if (!is_match(place, rule, held)) continue;
      const bool is_before =
          word.range.end <= place.match.begin && word.range.begin + distance >= place.match.begin;
      const bool is_behind =
          word.range.begin >= place.match.end && word.range.end <= place.match.end + distance;
      if (is_before || is_behind) found_.push_back({rule, *at});
    }
  }
}

bool ByWords::is_match(Place& place, std::uint32_t rule, const HeldText& held) const {
  if (place.state == State::Unknown) {
    const std::size_t end =
        std::min(place.begin + part_.view.shapes[place.shape].max_width, held.end());
    const RuleExpression& expression = engine_.expression(part_.first_rule + rule);
    const bool matches =
        expression.match_at(held.between(place.begin, end), place.match, place.secret);
    for (model::Range* range : {&place.match, &place.secret}) {
      range->begin += place.begin;
      range->end += place.begin;
    }
    place.state = matches && may_end(held, place.match.end, part_.view.shapes[place.shape])
                      ? State::Match
                      : State::None;
  }
  return place.state == State::Match;
}

}  // namespace veto::match

#include "match/by_words.h"

#include <algorithm>
#include <array>
#include <utility>

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

std::uint8_t class_of_byte(char c) noexcept {
  return kClasses[static_cast<unsigned char>(c)];
}
std::uint8_t classes_of(std::string_view token) noexcept {
  std::uint8_t classes = 0;
  for (const char c : token) classes |= class_of_byte(c);
  return classes;
}
unsigned class_at(const HeldText& held, std::size_t at) noexcept {
  return class_of_byte(held.bytes[at - held.offset]);
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

/// Of tokens that no joiners end, by length and classes.
class ByWords::KindTable {
 public:
  /// The entry, or nullptr if the token is too long for the table.
  std::optional<TokenKind>* find(const Place& place) {
    if (place.length > kLongest || place.trimmed != place.length) return nullptr;
    std::unique_ptr<Row>& row = rows_[place.length];
    if (!row) row = std::make_unique<Row>();
    return &(*row)[place.classes];
  }

 private:
  static constexpr std::size_t kLongest = 512;
  using Row = std::array<std::optional<TokenKind>, 256>;
  std::array<std::unique_ptr<Row>, kLongest + 1> rows_;
};

ByWords::ByWords(const Engine::Impl& engine, const EnginePart& part)
    : engine_(engine), part_(part) {
  for (std::unique_ptr<KindTable>& table : kinds_) table = std::make_unique<KindTable>();
  for (std::size_t i = 0; i < part.view.shapes.size(); ++i) {
    const Shape& shape = part.view.shapes[i];
    Places& places = places_of(shape);
    places.shapes.push_back(static_cast<std::uint16_t>(i));
    places.before = std::max<std::size_t>(places.before, shape.before);
    is_lead_[shape.lead] |= shape.lead != 0;
  }
}
ByWords::ByWords(ByWords&&) noexcept = default;
ByWords::~ByWords() = default;

ByWords::Places& ByWords::places_of(const Shape& shape) noexcept {
  if (shape.lead != 0) return lead_places_;
  return shape.alphabet == kRunClasses ? run_places_ : token_places_;
}

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
  std::size_t next = begins.begin;
  for (const model::Range& run : runs) {
    if (run.size() >= kDataRun) continue;
    const std::size_t end = std::min(run.end, begins.end);
    const auto from = [&](const Places& places) {
      return std::max(next, run.begin - std::min(run.begin, places.before));
    };
    for (Places* places : {&token_places_, &run_places_}) {
      if (!places->shapes.empty()) add_tokens({from(*places), end}, *places, run, job);
    }
    if (!lead_places_.shapes.empty()) add_leads({from(lead_places_), end}, run, job);
    next = std::max(next, end);
  }
  finish_group(job);
}

/// Tokens that begin within `range`.
void ByWords::add_tokens(const model::Range& range, Places& places, const model::Range& run,
                         const Job& job) {
  if (range.begin >= range.end) return;
  constexpr std::size_t kLongestEscape = 3;
  const std::uint8_t alphabet = &places == &run_places_ ? kRunClasses : kTokenClasses;
  const HeldText& held = job.target.held;
  const auto* const text = reinterpret_cast<const unsigned char*>(held.bytes.data());
  const std::size_t stop = range.end - held.offset;
  for (std::size_t at = range.begin - held.offset; at < stop;) {
    if ((kClasses[text[at]] & alphabet) == 0) {
      ++at;
      continue;
    }
    std::size_t end = at;
    std::uint8_t classes = 0;
    for (; end < held.bytes.size() && (kClasses[text[end]] & alphabet) != 0; ++end)
      classes |= kClasses[text[end]];
    if (at == 0 || (kClasses[text[at - 1]] & alphabet) == 0)
      add_token({held.bytes.substr(at, end - at), held.offset + at, classes}, places, run, job);
    // One may begin behind an escape that its first letters belong to.
    const std::size_t last = std::min({end, stop, at + kLongestEscape});
    for (std::size_t begin = at; begin < last; ++begin) {
      if (!follows_escape(held, held.offset + begin)) continue;
      const std::string_view token = held.bytes.substr(begin, end - begin);
      add_token({token, held.offset + begin, classes_of(token)}, places, run, job);
    }
    at = end;
  }
}

/// It becomes a place if some shape fits it.
void ByWords::add_token(const Token& token, Places& places, const model::Range& run,
                        const Job& job) {
  std::size_t trimmed = token.text.size();
  while (trimmed > 0 && (class_of_byte(token.text[trimmed - 1]) & kJoinerClasses) != 0) --trimmed;
  const Place place{
      token.begin,
      run.begin,
      static_cast<std::uint32_t>(token.text.size()),
      static_cast<std::uint32_t>(trimmed),
      trimmed == token.text.size() ? token.classes : classes_of(token.text.substr(0, trimmed)),
      kNone};
  const Reach reach =
      reach_of(places, place, job.target.held.bytes.substr(token.begin - job.target.held.offset));
  if (reach.behind > 0) add_place(place, reach, places, job);
}

/// Matches that begin within `range` with a byte that is in no alphabet.
void ByWords::add_leads(const model::Range& range, const model::Range& run, const Job& job) {
  const HeldText& held = job.target.held;
  for (std::size_t at = range.begin; at < range.end; ++at) {
    if (!is_lead_[static_cast<unsigned char>(byte_at(held, at))]) continue;
    Reach reach;
    for (const std::uint16_t number : lead_places_.shapes) {
      const Shape& shape = part_.view.shapes[number];
      if (at + shape.before >= run.begin && may_begin(held, at, shape)) widen(reach, shape);
    }
    if (reach.behind > 0) add_place({at, run.begin, 0, 0, 0, kNone}, reach, lead_places_, job);
  }
}

void ByWords::widen(Reach& reach, const Shape& shape) noexcept {
  reach.before = std::max(reach.before, shape.max_distance);
  reach.behind = std::max(reach.behind, shape.max_width + shape.max_distance);
}

ByWords::TokenKind ByWords::kind_of(const Places& places, const Place& place) const {
  TokenKind kind;
  for (const std::uint16_t number : places.shapes) {
    const Shape& shape = part_.view.shapes[number];
    if (!has_shape(place, shape)) continue;
    if (shape.check_count == 0)
      widen(kind.reach, shape);
    else
      kind.shapes.push_back(number);
  }
  return kind;
}

/// None if no shape fits the token, at which `text` begins.
ByWords::Reach ByWords::reach_of(const Places& places, const Place& place, std::string_view text) {
  std::optional<TokenKind> unknown;
  std::optional<TokenKind>* kind = kinds_[&places == &run_places_ ? 1 : 0]->find(place);
  if (kind == nullptr) kind = &unknown;
  if (!*kind) *kind = kind_of(places, place);
  Reach reach = (*kind)->reach;
  for (const std::uint16_t number : (*kind)->shapes) {
    const Shape& shape = part_.view.shapes[number];
    if (may_begin_with(shape, text)) widen(reach, shape);
  }
  return reach;
}

bool ByWords::may_begin_with(const Shape& shape, std::string_view text) const {
  return fits(text, part_.view.checks.subspan(shape.first_check, shape.check_count));
}

/// Where joiners end the token, a match may end before them or among them.
bool ByWords::has_shape(const Place& place, const Shape& shape) noexcept {
  return place.length >= shape.min_token && place.trimmed <= shape.max_token &&
         (place.classes & ~unsigned{shape.classes}) == 0 &&
         (place.classes & shape.required) == shape.required;
}

void ByWords::add_place(const Place& place, const Reach& reach, Places& places, const Job& job) {
  const model::Range words{place.begin - std::min<std::size_t>(place.begin, reach.before),
                           place.begin + reach.behind};
  if (count_ > 0 &&
      (words.begin > group_.end || count_ >= kMaxPlaces || words.end > group_.begin + kMaxGroup))
    finish_group(job);
  group_ = count_ == 0
               ? words
               : model::Range{std::min(group_.begin, words.begin), std::max(group_.end, words.end)};
  places.list.push_back(place);
  ++count_;
}

/// The words around the group's places, and the rules that have one of them beside a match.
void ByWords::finish_group(const Job& job) {
  if (count_ == 0) return;
  const HeldText& held = job.target.held;
  words_offset_ = std::max(group_.begin, held.offset);
  const std::string_view text = held.between(words_offset_, std::min(group_.end, held.end()));
  ScanProfile* const profile = job.finder.profile();
  if (profile != nullptr) profile->of(Layer::ByWords).bytes += text.size();
  {
    const Stopwatch watch(profile != nullptr ? &profile->of(Layer::ByWords).seconds : nullptr);
    scan_block(part_.by_words.get(), text, job.scratch, on_word, this);
  }
  for (const WordHit& word : words_) find_beside(word, held, profile);
  std::sort(found_.begin(), found_.end());
  found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
  for (const Found& found : found_) {
    const Tried& tried = tried_[found.tried];
    job.finder.offer({part_.first_rule + found.rule, tried.match.begin, tried.match, tried.secret},
                     job.target);
  }
  clear();
}

void ByWords::clear() noexcept {
  for (Places* places : {&token_places_, &run_places_, &lead_places_}) places->list.clear();
  count_ = 0;
  tried_.clear();
  words_.clear();
  found_.clear();
}

void ByWords::find_beside(const WordHit& word, const HeldText& held, ScanProfile* profile) {
  const WordPlan& plan = part_.view.words[word.number];
  for (const std::uint32_t rule : part_.view.word_users.subspan(plan.first_user, plan.user_count)) {
    const Shape& shape = part_.view.shapes[part_.view.rules[rule].shape];
    std::vector<Place>& places = places_of(shape).list;
    if (places.empty()) continue;
    double* seconds = nullptr;
    if (profile != nullptr) {
      ++profile->rules[part_.first_rule + rule].events;
      seconds = &profile->rules[part_.first_rule + rule].seconds;
    }
    const Stopwatch watch(seconds);
    const std::size_t distance = part_.view.set.rules[rule].confirm.context_distance;
    const std::size_t reach = distance + shape.max_width;
    const std::size_t low = word.range.begin - std::min(word.range.begin, reach);
    auto place =
        std::lower_bound(places.begin(), places.end(), low,
                         [](const Place& one, std::size_t begin) { return one.begin < begin; });
    for (; place != places.end() && place->begin <= word.range.end + distance; ++place) {
      const std::uint32_t number = try_shape(*place, rule, held);
      if (number == kNone || !tried_[number].is_match) continue;
      const Tried& tried = tried_[number];
      const bool is_before =
          word.range.end <= tried.match.begin && word.range.begin + distance >= tried.match.begin;
      const bool is_behind =
          word.range.begin >= tried.match.end && word.range.end <= tried.match.end + distance;
      if (is_before || is_behind) found_.push_back({rule, place->begin, number});
    }
  }
}

bool ByWords::may_have(const Place& place, const Shape& shape, const HeldText& held) const {
  if (place.begin + shape.before < place.run_begin) return false;
  if (shape.lead != 0 ? !may_begin(held, place.begin, shape) : !has_shape(place, shape))
    return false;
  return may_begin_with(shape, held.bytes.substr(place.begin - held.offset));
}

/// What became of the rule's shape there; kNone if it cannot have that.
std::uint32_t ByWords::try_shape(Place& place, std::uint32_t rule, const HeldText& held) {
  const std::uint16_t number = part_.view.rules[rule].shape;
  const Shape& shape = part_.view.shapes[number];
  if (!may_have(place, shape, held)) return kNone;
  for (std::uint32_t at = place.tried; at != kNone; at = tried_[at].before) {
    if (tried_[at].shape == number) return at;
  }
  Tried& tried = tried_.emplace_back();
  tried.shape = number;
  tried.before = std::exchange(place.tried, static_cast<std::uint32_t>(tried_.size() - 1));
  const std::size_t end = std::min(place.begin + shape.max_width, held.end());
  const RuleExpression& expression = engine_.expression(part_.first_rule + rule);
  tried.is_match = expression.match_at(held.between(place.begin, end), tried.match, tried.secret);
  for (model::Range* range : {&tried.match, &tried.secret}) {
    range->begin += place.begin;
    range->end += place.begin;
  }
  tried.is_match = tried.is_match && may_end(held, tried.match.end, shape);
  return place.tried;
}

}  // namespace veto::match

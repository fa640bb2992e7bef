#include "match/compiled_rules.h"

#include <cstring>
#include <type_traits>

#include "base/error.h"

namespace veto::match {
namespace {

constexpr std::uint64_t kMagic = 0x38726c6f7465762eULL;  // changes with the tables' layout

struct Place {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};
struct Header {
  std::uint64_t magic = kMagic;
  std::array<Place, kSections> places;
};

[[noreturn]] void fail_damaged() {
  throw base::unreadable("loading the pattern database: it is damaged");
}

std::array<std::string_view, kSections> split(std::string_view bytes) {
  Header header;
  if (bytes.size() < sizeof header) fail_damaged();
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kMagic) fail_damaged();
  std::array<std::string_view, kSections> sections;
  for (std::size_t i = 0; i < kSections; ++i) {
    const Place& place = header.places[i];
    if (place.offset > bytes.size() || place.size > bytes.size() - place.offset) fail_damaged();
    sections[i] = bytes.substr(place.offset, place.size);
  }
  return sections;
}

template <class T>
std::span<const T> table(std::string_view bytes) {
  static_assert(std::is_trivially_copyable_v<T>);
  if (bytes.empty()) return {};
  if (bytes.size() % sizeof(T) != 0 ||
      reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(T) != 0)
    fail_damaged();
  return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

}  // namespace

std::string pack(const Sections& sections) {
  Header header;
  std::string bytes(sizeof header, '\0');
  for (std::size_t i = 0; i < kSections; ++i) {
    bytes.resize((bytes.size() + kSectionAlignment - 1) / kSectionAlignment * kSectionAlignment);
    header.places[i] = {bytes.size(), sections[i].size()};
    bytes += sections[i];
  }
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

Sections unpack(std::string_view bytes) {
  Sections sections;
  const std::array<std::string_view, kSections> views = split(bytes);
  for (std::size_t i = 0; i < kSections; ++i) sections[i] = views[i];
  return sections;
}

CompiledView::CompiledView(const CompiledRules& compiled)
    : set(compiled.set), sections_(split(compiled.bytes)) {
  const std::span<const LayerLimits> found = table<LayerLimits>(bytes(Section::Limits));
  rules = table<RulePlan>(bytes(Section::Rules));
  first_words = table<WordPlan>(bytes(Section::FirstWords));
  first_word_users = table<std::uint32_t>(bytes(Section::FirstWordUsers));
  short_words = table<ShortWord>(bytes(Section::ShortWords));
  shapes = table<Shape>(bytes(Section::Shapes));
  checks = table<ShapeCheck>(bytes(Section::ShapeChecks));
  words = table<WordPlan>(bytes(Section::Words));
  word_users = table<std::uint32_t>(bytes(Section::WordUsers));
  if (found.size() != 1 || rules.size() != set.rules.size()) fail_damaged();
  limits = found.front();
}

}  // namespace veto::match

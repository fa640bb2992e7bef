#include "confirm/file_kind.h"

#include <algorithm>
#include <array>

#include "confirm/ascii.h"

namespace veto::confirm {

namespace {

struct Extension {
  std::string_view text;
  FileKind kind;
};

constexpr auto kExtensions = std::to_array<Extension>({
    {"adoc", FileKind::Document},
    {"arb", FileKind::Listing},
    {"asciidoc", FileKind::Document},
    {"bash", FileKind::Script},
    {"bat", FileKind::Script},
    {"c", FileKind::Program},
    {"cc", FileKind::Program},
    {"cfg", FileKind::Configuration},
    {"cmd", FileKind::Script},
    {"cnf", FileKind::Configuration},
    {"conf", FileKind::Configuration},
    {"config", FileKind::Configuration},
    {"cpp", FileKind::Program},
    {"cs", FileKind::Program},
    {"cshtml", FileKind::Program},
    {"dart", FileKind::Program},
    {"dist", FileKind::Configuration},
    {"env", FileKind::Configuration},
    {"erb", FileKind::Program},
    {"ex", FileKind::Program},
    {"example", FileKind::Configuration},
    {"exs", FileKind::Program},
    {"go", FileKind::Program},
    {"gradle", FileKind::Program},
    {"groovy", FileKind::Program},
    {"h", FileKind::Program},
    {"har", FileKind::Data},
    {"hcl", FileKind::Configuration},
    {"hpp", FileKind::Program},
    {"html", FileKind::Program},
    {"ini", FileKind::Configuration},
    {"j2", FileKind::Configuration},
    {"java", FileKind::Program},
    {"js", FileKind::Program},
    {"json", FileKind::Data},
    {"jsx", FileKind::Program},
    {"kt", FileKind::Program},
    {"kts", FileKind::Program},
    {"lock", FileKind::Listing},
    {"lua", FileKind::Program},
    {"m", FileKind::Program},
    {"markdown", FileKind::Document},
    {"md", FileKind::Document},
    {"mdx", FileKind::Document},
    {"mjs", FileKind::Program},
    {"mk", FileKind::Script},
    {"mm", FileKind::Program},
    {"php", FileKind::Program},
    {"phpt", FileKind::Program},
    {"pl", FileKind::Program},
    {"plist", FileKind::Configuration},
    {"pm", FileKind::Program},
    {"po", FileKind::Listing},
    {"pot", FileKind::Listing},
    {"pp", FileKind::Program},
    {"properties", FileKind::Configuration},
    {"ps1", FileKind::Script},
    {"psd1", FileKind::Script},
    {"psm1", FileKind::Script},
    {"py", FileKind::Program},
    {"pyi", FileKind::Program},
    {"rb", FileKind::Program},
    {"rs", FileKind::Program},
    {"rst", FileKind::Document},
    {"sample", FileKind::Configuration},
    {"scala", FileKind::Program},
    {"sh", FileKind::Script},
    {"sql", FileKind::Query},
    {"strings", FileKind::Listing},
    {"swift", FileKind::Program},
    {"t", FileKind::Program},
    {"tf", FileKind::Configuration},
    {"tfvars", FileKind::Configuration},
    {"toml", FileKind::Configuration},
    {"ts", FileKind::Program},
    {"tsx", FileKind::Program},
    {"txt", FileKind::Document},
    {"vb", FileKind::Program},
    {"vue", FileKind::Program},
    {"xlf", FileKind::Listing},
    {"xml", FileKind::Configuration},
    {"yaml", FileKind::Configuration},
    {"yml", FileKind::Configuration},
    {"zsh", FileKind::Script},
});
static_assert(std::is_sorted(kExtensions.begin(), kExtensions.end(),
                             [](const Extension& a, const Extension& b) {
                               return a.text < b.text;
                             }));

std::string_view name_of(std::string_view path) noexcept {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

template <std::size_t Size>
bool holds_any(std::string_view text, const std::array<std::string_view, Size>& parts) noexcept {
  return std::any_of(parts.begin(), parts.end(),
                     [text](std::string_view part) { return contains_ignoring_case(text, part); });
}

bool is_listing(std::string_view path, std::string_view name) noexcept {
  constexpr auto kFolders = std::to_array<std::string_view>(
      {"i18n/", "lang/", "langs/", "locale/", "locales/", "translations/", "values-"});
  constexpr auto kNames = std::to_array<std::string_view>(
      {"package-lock.json", "pnpm-lock.yaml", "messages_", "locale_", ".strings.psd1"});
  const bool folder = std::any_of(kFolders.begin(), kFolders.end(), [path](std::string_view part) {
    const std::size_t at = find_ignoring_case(path, part);
    return at != std::string_view::npos && (at == 0 || path[at - 1] == '/');
  });
  return folder || holds_any(name, kNames);
}

}  // namespace

FileKind classify_file(std::string_view path) noexcept {
  if (path.empty()) return FileKind::Unknown;
  const std::string_view name = name_of(path);
  if (is_listing(path, name)) return FileKind::Listing;
  if (name.starts_with("Dockerfile") || name.starts_with("Makefile")) return FileKind::Script;
  if (name.starts_with(".env") || name.ends_with("rc")) return FileKind::Configuration;
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return FileKind::Unknown;
  const std::string_view extension = name.substr(dot + 1);
  const auto* const at = std::lower_bound(
      kExtensions.begin(), kExtensions.end(), extension,
      [](const Extension& entry, std::string_view wanted) { return entry.text < wanted; });
  return at != kExtensions.end() && at->text == extension ? at->kind : FileKind::Unknown;
}

bool is_test_path(std::string_view path) noexcept {
  constexpr auto kParts = std::to_array<std::string_view>(
      {"test", "spec/", "_spec", ".spec", "fixture", "example", "sample", "mock", "demo", "e2e"});
  return holds_any(path, kParts);
}

}  // namespace veto::confirm

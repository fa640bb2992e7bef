#include "hook/manual.h"

namespace veto::hook {

std::string_view details_of(std::string_view command, std::string_view option) {
  const Detail* shared = nullptr;
  for (const Detail& detail : details()) {
    if (detail.option != option) continue;
    if (detail.command == command) return detail.text;
    if (detail.command == "*" && !option.empty()) shared = &detail;
  }
  return shared == nullptr ? std::string_view() : shared->text;
}

std::vector<std::string> paragraphs(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    const std::size_t end = text.find("\n\n");
    std::string paragraph;
    for (const char c : text.substr(0, end)) paragraph += c == '\n' ? ' ' : c;
    if (!paragraph.empty()) result.push_back(std::move(paragraph));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 2);
  }
  return result;
}

std::string plain(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c != '`') result += c;
  }
  return result;
}

}  // namespace veto::hook

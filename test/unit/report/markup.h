// Small checks that a text has the form of its format: XML, CSV.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace veto::report::test {

/// Whether this is one element with all that opens closed, attributes quoted and every & the start
/// of a reference. A check for what we write, not a parser for everything.
inline bool is_xml(std::string_view text) {
  std::vector<std::string> open;
  bool seen = false;
  while (!text.empty()) {
    const std::size_t at = text.find_first_of("<&>");
    if (at == std::string_view::npos) break;
    text.remove_prefix(at);
    if (text.front() == '>') return false;
    if (text.front() == '&') {
      const std::size_t end = text.find(';');
      if (end == std::string_view::npos || end > 6) return false;
      text.remove_prefix(end);
      continue;
    }
    std::size_t end = 1;
    char quote = 0;
    for (; end < text.size() && (quote != 0 || text[end] != '>'); ++end) {
      if (quote == 0 && (text[end] == '"'))
        quote = '"';
      else if (quote == text[end])
        quote = 0;
      else if (text[end] == '<')
        return false;
    }
    if (end == text.size()) return false;
    const std::string_view tag = text.substr(1, end - 1);
    const std::string name(tag.substr(0, tag.find_first_of(" /\n", 1)));
    if (tag.starts_with('/')) {
      if (open.empty() || "/" + open.back() != tag) return false;
      open.pop_back();
    } else if (!tag.starts_with('?') && !tag.ends_with('/')) {
      if (open.empty() && seen) return false;
      seen = true;
      open.push_back(name);
    }
    text.remove_prefix(end + 1);
  }
  return seen && open.empty();
}

/// The rows of a CSV text (RFC 4180); a text that is none gives no rows.
inline std::vector<std::vector<std::string>> csv_rows(std::string_view text) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"')
        row.back() += c;
      else if (text.substr(i + 1).starts_with('"'))
        row.back() += text[i++];
      else
        quoted = false;
    } else if (c == '"') {
      if (!row.back().empty()) return {};
      quoted = true;
    } else if (c == ',') {
      row.emplace_back();
    } else if (c == '\r') {
      if (!text.substr(i + 1).starts_with('\n')) return {};
      rows.push_back(std::move(row));
      row.assign(1, "");
      ++i;
    } else {
      row.back() += c;
    }
  }
  return quoted || row.size() > 1 || !row.front().empty() ? decltype(rows){} : rows;
}

}  // namespace veto::report::test

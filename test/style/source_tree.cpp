#include "test/style/source_tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace veto::style {
namespace {

namespace fs = std::filesystem;

bool is_left_out(const fs::path& relative) {
  const std::string path = relative.generic_string();
  const std::string name = relative.filename().string();
  return path == "build" || name == ".git" || path == "test/fuzz/corpus";
}

std::vector<SourceFile> read_tree() {
  const fs::path top = VETO_SOURCE_DIR;
  std::vector<SourceFile> files;
  for (fs::recursive_directory_iterator at(top), end; at != end; ++at) {
    const fs::path relative = at->path().lexically_relative(top);
    if (is_left_out(relative)) {
      at.disable_recursion_pending();
    } else if (at->is_regular_file() && !at->is_symlink()) {
      std::ifstream file(at->path(), std::ios::binary);
      files.push_back({relative.generic_string(), {std::istreambuf_iterator<char>(file), {}}});
    }
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

/// The end of the raw string literal that begins at `at` with R"; npos if it has none.
std::size_t raw_literal_end(std::string_view code, std::size_t at) {
  const std::size_t open = code.find('(', at);
  if (open == std::string_view::npos) return open;
  const std::string close = ")" + std::string(code.substr(at + 2, open - at - 2)) + "\"";
  const std::size_t end = code.find(close, open);
  return end == std::string_view::npos ? end : end + close.size();
}

/// The end of a comment or literal that begins at `at`; `at` itself if none does.
std::size_t end_of_hidden(std::string_view code, std::size_t at) {
  const std::string_view rest = code.substr(at);
  if (rest.starts_with("//")) return std::min(code.find('\n', at), code.size());
  if (rest.starts_with("/*")) {
    const std::size_t end = code.find("*/", at + 2);
    return end == std::string_view::npos ? code.size() : end + 2;
  }
  if (rest.starts_with("R\"")) return std::min(raw_literal_end(code, at), code.size());
  const char quote = rest.front();
  const bool is_separator =
      quote == '\'' && at > 0 && std::isalnum(static_cast<unsigned char>(code[at - 1])) != 0;
  if ((quote != '"' && quote != '\'') || is_separator) return at;
  std::size_t end = at + 1;
  while (end < code.size() && code[end] != quote && code[end] != '\n')
    end += code[end] == '\\' ? 2U : 1U;
  return std::min(end + 1, code.size());
}

}  // namespace

bool SourceFile::is_code() const {
  return path.ends_with(".cpp") || path.ends_with(".h") || path.ends_with(".c");
}

std::string SourceFile::layer() const {
  std::string_view rest = path;
  if (rest.starts_with("lib/"))
    rest.remove_prefix(4);
  else if (!rest.starts_with("hook/") && !rest.starts_with("install/"))
    return "";
  const std::size_t slash = rest.find('/');
  return slash == std::string_view::npos ? "" : std::string(rest.substr(0, slash));
}

const std::vector<SourceFile>& source_files() {
  static const std::vector<SourceFile> files = read_tree();
  return files;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string without_comments_and_literals(std::string_view code) {
  std::string result(code);
  for (std::size_t at = 0; at < code.size();) {
    const std::size_t end = end_of_hidden(code, at);
    for (std::size_t i = at; i < end; ++i) {
      if (result[i] != '\n') result[i] = ' ';
    }
    at = std::max(end, at + 1);
  }
  return result;
}

std::vector<std::string> includes_of(std::string_view code) {
  std::vector<std::string> includes;
  for (const std::string& line : lines_of(code)) {
    if (!line.starts_with("#include ")) continue;
    const std::string name = line.substr(9);
    const std::size_t end = name.find_first_of("\">", 1);
    includes.push_back(name.substr(0, end == std::string::npos ? name.size() : end + 1));
  }
  return includes;
}

}  // namespace veto::style

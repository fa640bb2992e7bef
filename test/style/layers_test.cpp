// The table of docs/ARCHITECTURE.md, enforced: who may include whom, and which folder alone may
// include a library.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "test/style/source_tree.h"
#include "test/support/catch.h"

using namespace veto::style;

namespace {

struct Layer {
  std::set<std::string> may_include;
  std::set<std::string> libraries;
};

std::set<std::string> words_of(const std::string& cell) {
  std::set<std::string> words;
  std::string word;
  for (const char c : cell + " ") {
    if (c != ' ')
      word += c;
    else if (!word.empty())
      words.insert(std::exchange(word, {}));
  }
  return words;
}

/// The rows behind the heading "## Layers".
std::map<std::string, Layer> layer_table() {
  std::map<std::string, Layer> table;
  bool inside = false;
  for (const SourceFile& file : source_files()) {
    if (file.path != "docs/ARCHITECTURE.md") continue;
    for (const std::string& line : lines_of(file.text)) {
      if (line.starts_with("## ")) inside = line == "## Layers";
      if (!inside || !line.starts_with("| ") || line.starts_with("| folder ")) continue;
      std::vector<std::string> cells;
      for (std::size_t at = 1; at < line.size();) {
        const std::size_t end = std::min(line.find('|', at), line.size());
        cells.push_back(line.substr(at, end - at));
        at = end + 1;
      }
      REQUIRE(cells.size() >= 3);
      const std::set<std::string> name = words_of(cells[0]);
      REQUIRE(name.size() == 1);
      table[*name.begin()] = {words_of(cells[1]), words_of(cells[2])};
    }
  }
  return table;
}

/// The library that `<git2/odb.h>` or `<sodium.h>` belongs to; empty for a header of the language
/// or of the system.
std::string library_of(const std::string& include) {
  static const std::set<std::string> kSystemFolders{"sys"};
  static const std::set<std::string> kSystemHeaders{"dirent", "errno",  "fcntl", "fnmatch",
                                                    "link",   "malloc", "poll",  "spawn",
                                                    "stddef", "stdlib", "unistd"};
  std::string name = include.substr(1, include.size() - 2);
  const std::size_t slash = name.find('/');
  if (slash != std::string::npos) {
    name = name.substr(0, slash);
    return kSystemFolders.contains(name) ? "" : name;
  }
  if (!name.ends_with(".h")) return "";  // of the language
  name = name.substr(0, name.size() - 2);
  return kSystemHeaders.contains(name) ? "" : name;
}

/// The build step that makes the built-in rules: it stands beside the layers and has no row.
bool has_no_row(const SourceFile& file) {
  return file.is_below("lib/builtin/");
}

}  // namespace

TEST_CASE("layers: the table has a row for every folder, and no row without one") {
  const std::map<std::string, Layer> table = layer_table();
  std::set<std::string> folders;
  for (const SourceFile& file : source_files()) {
    if (file.is_code() && !file.layer().empty() && !has_no_row(file)) folders.insert(file.layer());
  }
  for (const std::string& folder : folders) {
    CAPTURE(folder);
    CHECK(table.contains(folder));
  }
  for (const auto& [folder, layer] : table) {
    CAPTURE(folder);
    CHECK(folders.contains(folder));
  }
}

TEST_CASE("layers: nothing points back") {
  const std::map<std::string, Layer> table = layer_table();
  for (const auto& [folder, layer] : table) {
    for (const std::string& other : layer.may_include) {
      CAPTURE(folder, other);
      REQUIRE(table.contains(other));
      CHECK(other != folder);
      CHECK_FALSE(table.at(other).may_include.contains(folder));
    }
  }
}

TEST_CASE("layers: a file includes headers of its own folder and of those its row lists") {
  const std::map<std::string, Layer> table = layer_table();
  for (const SourceFile& file : source_files()) {
    if (!file.is_code() || !table.contains(file.layer())) continue;
    for (const std::string& include : includes_of(file.text)) {
      if (!include.starts_with('"')) continue;
      const std::string folder = include.substr(1, include.find('/') - 1);
      CAPTURE(file.path, include);
      CHECK((folder == file.layer() || table.at(file.layer()).may_include.contains(folder)));
    }
  }
}

TEST_CASE("layers: a library is included by the folders that own it and by no other") {
  const std::map<std::string, Layer> table = layer_table();
  std::map<std::string, std::set<std::string>> owners;
  std::map<std::string, std::set<std::string>> includers;
  for (const auto& [folder, layer] : table) {
    for (const std::string& library : layer.libraries) owners[library].insert(folder);
  }
  for (const SourceFile& file : source_files()) {
    if (!file.is_code() || !table.contains(file.layer())) continue;
    for (const std::string& include : includes_of(file.text)) {
      const std::string library = include.starts_with('<') ? library_of(include) : "";
      if (!library.empty()) includers[library].insert(file.layer());
    }
  }
  for (const auto& [library, folders] : includers) {
    CAPTURE(library);
    CHECK(folders == owners[library]);
  }
}

TEST_CASE(
    "layers: no header of another library stands in a header of the project but its adapter's") {
  // The type must not leave its folder: handles.h, engine_impl.h and their like are for inside.
  static const std::set<std::string> kInside{"lib/git/handles.h",        "lib/match/handles.h",
                                             "lib/match/engine_impl.h",  "lib/match/expression.h",
                                             "lib/report/json_cursor.h", "lib/report/json_parts.h"};
  for (const SourceFile& file : source_files()) {
    if (!file.is_header() || file.layer().empty() || kInside.contains(file.path)) continue;
    for (const std::string& include : includes_of(file.text)) {
      if (!include.starts_with('<')) continue;
      CAPTURE(file.path, include);
      const std::string library = library_of(include);
      CHECK((library.empty() || library == "fmt"));
    }
  }
}

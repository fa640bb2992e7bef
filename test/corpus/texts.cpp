#include "test/corpus/texts.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "test/corpus/provider_names.h"

namespace veto::corpus {
namespace {

namespace fs = std::filesystem;

std::string capitalised(std::string word) {
  if (!word.empty() && word[0] >= 'a' && word[0] <= 'z')
    word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

/// "new-relic" becomes "NEW_RELIC".
std::string upper_snake(std::string word) {
  for (char& c : word)
    c = c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return word;
}

/// One writing of a block: the names that stay the same in it.
class Block {
 public:
  Block(Maker& maker, const std::string& provider)
      : maker_(maker),
        fixed_{{"name", maker.word()},
               {"release", maker.version()},
               {"provider", provider},
               {"PROVIDER", upper_snake(provider)}} {
    fixed_["Name"] = capitalised(fixed_["name"]);
    fixed_["Provider"] = capitalised(provider);
  }

  std::string fill(std::string_view recipe) {
    std::string text;
    for (;;) {
      const std::size_t open = recipe.find("{~");
      text += recipe.substr(0, open);
      if (open == std::string_view::npos) return maker_.expand(text);
      const std::size_t close = recipe.find('}', open);
      if (close == std::string_view::npos) throw std::runtime_error("a piece without its end");
      text += value_of(std::string(recipe.substr(open + 2, close - open - 2)));
      recipe.remove_prefix(close + 1);
    }
  }

 private:
  std::string value_of(const std::string& piece) {
    if (const auto known = fixed_.find(piece); known != fixed_.end()) return known->second;
    if (piece == "word") return maker_.word();
    if (piece == "Word") return capitalised(maker_.word());
    if (piece == "version") return maker_.version();
    if (piece.starts_with("text:")) return maker_.sentence(std::stoul(piece.substr(5)));
    throw std::runtime_error("no such piece: " + piece);
  }

  Maker& maker_;
  std::map<std::string, std::string> fixed_;
};

/// Takes the text up to the line `%end` off `rest`, and that line.
std::string_view take_block(std::string_view& rest) {
  const std::size_t end = rest.find("%end\n");
  if (end == std::string_view::npos) throw std::runtime_error("a block without its end");
  const std::string_view block = rest.substr(0, end);
  rest.remove_prefix(end + 5);
  return block;
}

/// The lines of `rest` up to the next line that begins a block.
std::string_view take_plain(std::string_view& rest) {
  std::size_t size = 0;
  while (size < rest.size() && !rest.substr(size).starts_with("%repeat ") &&
         !rest.substr(size).starts_with("%each\n"))
    size = std::min(rest.find('\n', size), rest.size() - 1) + 1;
  const std::string_view plain = rest.substr(0, size);
  rest.remove_prefix(size);
  return plain;
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

std::string fill(std::string_view recipe, Maker& maker, const std::vector<std::string>& providers) {
  const auto any = [&] { return providers[maker.random.below(providers.size())]; };
  std::string text;
  while (!recipe.empty()) {
    text += Block(maker, any()).fill(take_plain(recipe));
    if (recipe.empty()) break;
    const std::string line(recipe.substr(0, recipe.find('\n')));
    recipe.remove_prefix(line.size() + 1);
    const std::string_view block = take_block(recipe);
    if (line == "%each") {
      for (const std::string& provider : providers) text += Block(maker, provider).fill(block);
      continue;
    }
    for (std::size_t times = std::stoul(line.substr(8)); times > 0; --times)
      text += Block(maker, any()).fill(block);
  }
  return text;
}

void add_texts(Maker& maker) {
  const fs::path root = fs::path(VETO_SOURCE_DIR) / "test/corpus/texts";
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(root))
    if (entry.is_regular_file()) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  const std::vector<std::string> providers = provider_names();
  for (const fs::path& path : paths) {
    std::string name = fs::relative(path, root).generic_string();
    if (!name.ends_with(".txt")) throw std::runtime_error(name + ": no text");
    name.resize(name.size() - 4);
    maker.add(std::move(name), fill(read(path), maker, providers));
  }
}

}  // namespace veto::corpus

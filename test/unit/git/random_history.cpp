#include "test/unit/git/random_history.h"

#include <iterator>
#include <set>

namespace veto::git::test {
namespace {

/// A file takes the place of a directory of its name, and of files where it needs directories.
void put(ModelTree& files, const std::string& path, std::size_t blob) {
  std::erase_if(files, [&](const auto& file) {
    return file.first.starts_with(path + "/") || path.starts_with(file.first + "/");
  });
  files[path] = blob;
}

}  // namespace

RandomHistories::RandomHistories(std::uint64_t seed) : random_(seed) {
  for (TextId blob = 0; blob < 12; ++blob) {
    std::vector<TextId> texts;
    for (TextId text = 0; text < 4; ++text) {
      if (random_.below(3) == 0) texts.push_back(text);
    }
    pool.texts.push_back(std::move(texts));
  }
}

void RandomHistories::write(const Repository& repository, std::size_t count) {
  std::string stream;
  for (std::size_t i = 0; i < pool.texts.size(); ++i) {
    const std::string content = "blob " + std::to_string(i) + "\n";
    stream += "blob\nmark :" + std::to_string(i + 1) + "\ndata " + std::to_string(content.size()) +
              "\n" + content + "\n";
  }
  std::size_t mark = pool.texts.size();
  for (std::size_t i = 0; i < count; ++i) {
    histories.push_back(make());
    append(stream, mark);
    mark += histories.back().commits.size();
  }
  repository.git({"fast-import", "--quiet", "--export-marks=marks"}, stream);
  read_marks(repository);
}

ModelHistory RandomHistories::make() {
  ModelHistory history;
  const std::size_t count = 2 + random_.below(12);
  for (std::size_t i = 0; i < count; ++i) {
    ModelCommit commit;
    const std::size_t kind = i == 0 ? 0 : random_.below(20);
    const std::size_t parents = kind < 1 ? 0 : kind < 12 ? 1 : kind < 18 ? 2 : 3;
    std::set<std::size_t> chosen;
    for (std::size_t p = 0; p < parents; ++p)
      chosen.insert(random_.below(2) == 0 ? i - 1 : random_.below(i));
    commit.parents.assign(chosen.begin(), chosen.end());
    merge(history, commit);
    for (std::size_t edits = random_.below(4); edits > 0; --edits) edit(commit.files);
    commit.date = 1'700'000'000 + static_cast<std::int64_t>(random_.below(5));
    history.commits.push_back(std::move(commit));
  }
  history.tips.push_back(count - 1);
  if (random_.below(2) == 0) history.tips.push_back(random_.below(count));
  return history;
}

/// Takes each path from one of the parents.
void RandomHistories::merge(const ModelHistory& history, ModelCommit& commit) {
  for (const std::size_t parent : commit.parents) {
    for (const auto& [path, blob] : history.commits[parent].files) {
      if (!commit.files.contains(path) || random_.below(2) == 0) put(commit.files, path, blob);
    }
  }
}

void RandomHistories::edit(ModelTree& files) {
  if (files.empty() || random_.below(3) == 0) {
    put(files, name(), random_.below(pool.texts.size()));
    return;
  }
  auto at = files.begin();
  std::advance(at, static_cast<std::ptrdiff_t>(random_.below(files.size())));
  const auto [path, blob] = *at;
  switch (random_.below(4)) {
    case 0:  // delete
      files.erase(at);
      break;
    case 1:  // change
      at->second = random_.below(pool.texts.size());
      break;
    case 2:  // rename
      files.erase(at);
      put(files, name(), blob);
      break;
    default:  // rename and change
      files.erase(at);
      put(files, name(), random_.below(pool.texts.size()));
      break;
  }
}

std::string RandomHistories::name() {
  static constexpr const char* kParts[] = {"a", "b", "a.b", "c"};
  std::string path = kParts[random_.below(4)];
  while (random_.below(3) == 0) path += std::string("/") + kParts[random_.below(4)];
  return path;
}

void RandomHistories::append(std::string& stream, std::size_t first_mark) const {
  const ModelHistory& history = histories.back();
  const std::string number = std::to_string(histories.size());
  for (std::size_t i = 0; i < history.commits.size(); ++i) {
    const ModelCommit& commit = history.commits[i];
    const auto mark = [&](std::size_t position) {
      return ":" + std::to_string(first_mark + position + 1);
    };
    const std::string who = " A <a@example.com> " + std::to_string(commit.date) + " +0000\n";
    const std::string message = number + " " + std::to_string(i);
    stream += "reset refs/heads/h" + number + "\ncommit refs/heads/h" + number + "\nmark " +
              mark(i) + "\nauthor" + who + "committer" + who + "data " +
              std::to_string(message.size()) + "\n" + message + "\n";
    for (std::size_t p = 0; p < commit.parents.size(); ++p)
      stream += (p == 0 ? "from " : "merge ") + mark(commit.parents[p]) + "\n";
    stream += "deleteall\n";
    for (const auto& [path, blob] : commit.files)
      stream += "M 100644 :" + std::to_string(blob + 1) + " " + path + "\n";
    stream += "\n";
  }
}

void RandomHistories::read_marks(const Repository& repository) {
  std::map<std::size_t, Oid> ids;
  for (const std::string& line : split(read_whole(repository.in("marks")), '\n')) {
    const std::size_t space = line.find(' ');
    ids[std::stoull(line.substr(1, space - 1))] = id_of(line.substr(space + 1));
  }
  std::size_t mark = 0;
  for (std::size_t i = 0; i < pool.texts.size(); ++i) pool.ids.push_back(ids.at(++mark));
  for (ModelHistory& history : histories) {
    for (ModelCommit& commit : history.commits) commit.id = ids.at(++mark);
  }
}

}  // namespace veto::git::test

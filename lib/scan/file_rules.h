// File rules: files that their names keep out of a repository, some of them only for what they
// hold (patterns/files.toml, docs/RULES.md).
//
// A finding is of the file as a whole: it stands at line 1, has no secret, and its id is that of
// the path. A key in a PEM file or a key store is found by its content and needs no such finding
// besides; names of that kind count by themselves only with `strict_filenames`.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/segment.h"
#include "policy/file_settings.h"
#include "rules/rule.h"
#include "scan/detection.h"

namespace veto::scan {

/// Something that was found in a file, on whatever line.
struct TokenSeen {
  const rules::Rule* rule = nullptr;
  rules::Tier tier = rules::Tier::Block;
  model::Range range;
};

/// A file that a source has read.
struct FileSeen {
  const model::Origin& origin;
  std::string_view head;  ///< what of its text is in memory; UTF-8
  bool is_empty = false;
  std::span<const Detection> detections;  ///< what was found in it on lines that are added
  /// All that was found in it. Its ranges are those of `head`.
  std::span<const TokenSeen> tokens;
  const std::vector<model::LineRange>* added = nullptr;  ///< null: all lines
};

class FileRules {
 public:
  /// `rules`: those without a pattern. `settings` and they must outlive this.
  FileRules(std::span<const rules::Rule> rules, const policy::FileSettings& settings)
      : rules_(rules), settings_(settings) {}

  /// The rules that mean a file of that name. Costs less than a microsecond for most.
  [[nodiscard]] std::vector<const rules::Rule*> find(std::string_view path) const;

  /// The one finding of a file that one of `rules` is for.
  [[nodiscard]] std::optional<Detection> judge(std::span<const rules::Rule* const> rules,
                                               const FileSeen& file) const;

 private:
  [[nodiscard]] std::optional<rules::Tier> tier_of(const rules::Rule& rule,
                                                   const FileSeen& file) const;

  std::span<const rules::Rule> rules_;
  const policy::FileSettings& settings_;
};

}  // namespace veto::scan

// Inline marks: a comment beside a secret that says that it may stay.
//
//   git-veto:allow RULE reason             these findings on this line; RULE may be a list: a,b
//   git-veto:allow-next-line RULE reason   on the next line
//   git-veto:allow-begin RULE reason       a block of at most kMaxBlockLines, which ends at
//                   ... allow-end [RULE]   the same, written in full
//
// and those of other tools, for any rule, unless the configuration says otherwise:
//
//   gitleaks:allow, trufflehog:ignore, pragma: allowlist secret     this line
//   pragma: allowlist nextline secret                               the next line
//   secretlint-disable-line, -disable-next-line, -disable, -enable  line, next line, block
//
// A mark may stand in any comment, or in none. This reads marks; policy/mark_use.h says what they
// excuse.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/verdict.h"
#include "text/sliding_text.h"

namespace veto::policy {

enum class MarkTool : std::uint8_t { Own, Gitleaks, DetectSecrets, Trufflehog, Secretlint };
inline constexpr std::size_t kMarkTools = 5;

enum class MarkScope : std::uint8_t { Line, NextLine, Begin, End };

/// Whose marks count. By default all.
struct MarkSettings {
  std::array<bool, kMarkTools> honoured{true, true, true, true, true};

  [[nodiscard]] bool honours(MarkTool tool) const {
    return honoured[static_cast<std::size_t>(tool)];
  }
};

struct Mark {
  MarkTool tool = MarkTool::Own;
  MarkScope scope = MarkScope::Line;
  std::vector<std::string> rules;  ///< as written, any bytes; empty: of another tool, any rule
  std::string reason;              ///< for other tools, what is written
  std::size_t reason_at = 0;       ///< of an own mark's reason in the text
  std::size_t at = 0;              ///< in the text
  std::size_t line = 0;            ///< from 1
  bool opens_comment = false;      ///< nothing but the beginning of a comment stands before it
  bool is_quoted = false;          ///< a string or a piece of code in a document
};

/// A text with more marks is no text that people write; the others are not read.
inline constexpr std::size_t kMaxMarks = 1024;

/// Whether a text may hold marks of our own: one pass over it, at the speed of memory.
[[nodiscard]] bool may_hold_own_marks(std::string_view text) noexcept;

/// Collects the marks of a text, in their order.
class MarkReader {
 public:
  explicit MarkReader(const MarkSettings& settings);

  /// Looks through a part of the text.
  void read(const text::Stretch& stretch);

  /// What a mark may take up around its beginning, for text::SlidingText.
  static constexpr std::size_t kBefore = 256;
  static constexpr std::size_t kBehind = 640;

  std::vector<Mark> marks;

 private:
  const MarkSettings settings_;
};

}  // namespace veto::policy

// Reports for people: the message that a blocked commit shows, and the listing of a scan.
#pragma once

#include <string>

#include "model/scan_result.h"
#include "report/words.h"

namespace veto::report {

enum class Color : unsigned char { Never, Always };

/// Where the commands that we print will be typed: at the top of the work tree, or below.
enum class Standing : unsigned char { AtTop, Below };

struct HumanOptions {
  Color color = Color::Never;
  Secrets secrets = Secrets::Redacted;
  Standing standing = Standing::AtTop;
};

/// A word for a shell that makes git mean this path, of the work tree's top, and no other.
[[nodiscard]] std::string pathspec(const std::string& path, Standing standing);

/// What was staged, why it may not be committed and what to do, in at most 18 lines; for findings
/// that block and no others. Every command in it works as printed.
[[nodiscard]] std::string blocking_message(const model::ScanResult& result,
                                           const HumanOptions& options);

/// All findings with their places, open or allowed, but for those of the baseline; empty when there
/// are none.
[[nodiscard]] std::string listing(const model::ScanResult& result, const HumanOptions& options);

/// How many findings of a listing fail the run, and how to get on with the first of them.
[[nodiscard]] std::string listing_notice(const model::ScanResult& result);

/// A line for each of the first open findings that are warnings and do not fail the run: what a
/// commit passes with, said once.
[[nodiscard]] std::string warning_lines(const model::ScanResult& result);

/// The line that ends every run, "git-veto: clean: scanned ...", and before it a "git-veto: note:"
/// or "git-veto: incomplete:" line for each diagnostic.
[[nodiscard]] std::string closing_lines(const model::ScanResult& result);

}  // namespace veto::report

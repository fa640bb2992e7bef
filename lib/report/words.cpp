#include "report/words.h"

#include <array>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "text/escape.h"

namespace veto::report {
namespace {

constexpr std::size_t kShortId = 10;

std::string scanned(const model::ScanResult& result) {
  const model::Coverage& coverage = result.coverage;
  std::vector<std::string> parts;
  switch (result.source.kind) {
    case model::SourceKind::Staged:
      parts.push_back(count_of(coverage.files, "staged file"));
      break;
    case model::SourceKind::Files:
      parts.push_back(count_of(coverage.files, "file"));
      break;
    case model::SourceKind::Stdin:
      parts.emplace_back("standard input");
      break;
    case model::SourceKind::Message:
      parts.emplace_back("the commit message");
      break;
    case model::SourceKind::History:
    case model::SourceKind::Range:
      parts.push_back(count_of(coverage.blobs, "blob"));
      parts.push_back(count_of(coverage.commits, "commit"));
      if (coverage.tags > 0) parts.push_back(count_of(coverage.tags, "tag"));
      break;
  }
  parts.push_back(size_of(coverage.bytes));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string skipped(const model::Coverage& coverage) {
  if (coverage.skipped.empty()) return "";
  std::map<std::string, std::size_t> reasons;
  for (const model::Skipped& skip : coverage.skipped) ++reasons[skip.reason];
  std::vector<std::string> parts;
  for (const auto& [reason, count] : reasons) parts.push_back(fmt::format("{} {}", count, reason));
  return fmt::format("; skipped: {}", fmt::join(parts, ", "));
}

/// Of what was covered, what earlier runs had read.
std::string known_before(const model::KnownBefore& known) {
  if (known.since.empty()) return "";
  return fmt::format("; {} and {} known from the run of {}", count_of(known.blobs, "blob"),
                     count_of(known.commits, "commit"), text::for_terminal(known.since));
}

}  // namespace

std::string size_of(std::uint64_t bytes) {
  if (bytes < 1000) return count_of(bytes, "byte");
  constexpr std::array<const char*, 5> kUnits{"KB", "MB", "GB", "TB", "PB"};
  double size = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  while (size >= 999.95 && unit + 1 < kUnits.size()) {
    size /= 1000;
    ++unit;
  }
  return fmt::format("{:.1f} {}", size, kUnits[unit]);
}

std::string duration_of(double seconds) {
  if (seconds < 0.9995) return fmt::format("{:.1f} ms", seconds * 1000);
  if (seconds < 60) return fmt::format("{:.2f} s", seconds);
  const auto whole = static_cast<long>(seconds);
  return fmt::format("{} min {} s", whole / 60, whole % 60);
}

std::string coverage_line(const model::ScanResult& result) {
  return fmt::format("scanned {} in {}{}{}", scanned(result), duration_of(result.coverage.seconds),
                     known_before(result.coverage.known), skipped(result.coverage));
}

std::string place_of(const model::Place& place) {
  const std::string id = place.object.substr(0, kShortId);
  switch (place.kind) {
    case model::OriginKind::File:
    case model::OriginKind::Blob:
      if (place.path.empty()) return fmt::format("blob {}:{}", id, place.line);
      return fmt::format("{}:{}", text::for_terminal(place.path), place.line);
    case model::OriginKind::CommitMessage:
      if (id.empty()) return fmt::format("message line {}", place.line);
      return fmt::format("commit {}, message line {}", id, place.line);
    case model::OriginKind::TagMessage:
      return fmt::format("tag {}, message line {}", id, place.line);
  }
  return "";
}

std::string redacted(const model::Finding& finding) {
  if (!finding.shown_as.empty()) return finding.shown_as;
  return finding.secret.redacted(finding.rule->shown);
}

std::string shown(const model::Finding& finding, Secrets secrets) {
  const bool reveal = secrets == Secrets::Revealed && finding.shown_as.empty();
  return reveal ? finding.secret.reveal() : redacted(finding);
}

std::string exception_words(const model::Finding& finding) {
  std::string words(model::to_string(finding.state));
  if (!finding.allowed_by) return words;
  const model::Allowance& allowance = *finding.allowed_by;
  words += fmt::format(" ({})", model::to_string(allowance.how));
  if (!allowance.reason.empty()) words += ": " + allowance.reason;
  if (!allowance.expires.empty()) words += ", until " + allowance.expires;
  return words;
}

std::string result_words(const model::ScanResult& result) {
  const std::size_t open = result.count_open(rules::Tier::Info);
  const std::string found = open == 0 ? "no secrets found" : count_of(open, "secret") + " found";
  return result.complete() ? found : found + " in what was read";
}

std::string source_words(const model::SourceInfo& source) {
  const std::string kind(model::to_string(source.kind));
  return source.range.empty() ? kind : kind + " " + source.range;
}

bool is_in_file(const model::Place& place) {
  const bool is_content =
      place.kind == model::OriginKind::File || place.kind == model::OriginKind::Blob;
  return is_content && !place.path.empty();
}

}  // namespace veto::report

// A history read in the ways of source::PackReading: by changes, each text for itself, and object
// by object as libgit2 does it. All must find the same at the same places; the exit code is 1 if
// not.
//
//   history-twins REPOSITORY [THREADS]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <unistd.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "match/engine.h"
#include "rules/builtin.h"
#include "scan/scan.h"
#include "source/history.h"

using namespace veto;

namespace {

struct Twin {
  const char* name;
  source::PackReading reading;
};
constexpr Twin kTwins[] = {{"by changes", source::PackReading::Deltas},
                           {"whole texts", source::PackReading::Whole},
                           {"object by object", source::PackReading::OneByOne}};

/// Findings and their places without the secrets, sorted, and what was covered.
std::vector<std::string> told(const model::ScanResult& result) {
  std::vector<std::string> lines;
  for (const model::Finding& finding : result.findings) {
    for (const model::Place& place : finding.places)
      lines.push_back(fmt::format("{} {} {} '{}' {}:{}-{}:{} {} {} {} {} {} {}", finding.rule->id,
                                  static_cast<int>(finding.tier), place.object, place.path,
                                  place.line, place.column, place.end_line, place.end_column,
                                  place.commit, place.reached, place.in_head, place.removed,
                                  fmt::join(place.refs, ","), place.refs_total));
  }
  for (const base::Diagnostic& diagnostic : result.diagnostics) lines.push_back(diagnostic.message);
  std::sort(lines.begin(), lines.end());
  const model::Coverage& covered = result.coverage;
  lines.push_back(fmt::format("{} blobs, {} commits, {} tags, {} bytes", covered.blobs,
                              covered.commits, covered.tags, covered.bytes));
  return lines;
}

double user_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec) / 1e6;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  const base::Environment environment(::environ);
  const git::Library library;
  const git::Location location = git::locate(environment, arguments[1]);
  const match::Engine engine({match::compiled(rules::builtin_rules())});
  const base::Log log;
  scan::ScanOptions options;
  options.threads = count > 2 ? static_cast<unsigned>(std::atoi(arguments[2])) : 1;
  options.other_rules = rules::builtin_rules().others.rules;
  std::vector<std::string> first;
  for (const Twin& twin : kTwins) {
    const auto begin = std::chrono::steady_clock::now();
    const double user = user_seconds();
    source::HistorySource source({library, location, environment, log}, source::Reported::All,
                                 twin.reading);
    const std::vector<std::string> lines = told(scan::scan(source, engine, {}, options));
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    std::printf("%-17s %6zu lines, %s  %7.2f s user  %7.2f s wall\n", twin.name, lines.size(),
                lines.back().c_str(), user_seconds() - user, wall.count());
    if (first.empty()) first = lines;
    if (lines == first) continue;
    const auto [a, b] = std::mismatch(first.begin(), first.end(), lines.begin(), lines.end());
    std::printf("DIFFERENT: %s\n      from: %s\n", b == lines.end() ? "" : b->c_str(),
                a == first.end() ? "" : a->c_str());
    return 1;
  }
  std::printf("all the same\n");
  return 0;
}

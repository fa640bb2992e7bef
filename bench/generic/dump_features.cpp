// Prints the evidence that the generic score weighs, one candidate a line, for
// bench/generic/train.py:
//   path TAB line TAB last line TAB fault or feature=value ...
// Paths are read from standard input, one a line.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "confirm/assignment.h"
#include "confirm/generic_features.h"
#include "match/engine.h"
#include "match/scanner.h"
#include "rules/builtin.h"

namespace {

using namespace veto;

void print(const std::string& path, const match::Hit& hit) {
  const confirm::Assignment assignment = confirm::read_assignment(hit.candidate);
  const confirm::NameKind kind = confirm::classify_name(assignment);
  const std::size_t base = hit.window_offset - hit.lines_offset;
  std::cout << path << '\t' << hit.lines.at(base + assignment.range.begin).line << '\t'
            << hit.lines.at(base + assignment.range.end).line << '\t';
  confirm::PlaceKind place(path, confirm::text_around(hit.candidate.window, assignment.range));
  if (const auto fault = confirm::find_fault(assignment, kind, place); !fault.empty()) {
    std::cout << "fault:" << fault << '\n';
    return;
  }
  const confirm::Features features = confirm::read_features(assignment, kind, place);
  for (std::size_t i = 0; i < confirm::kFeatures; ++i) {
    if (features[i] != 0.0F) std::cout << confirm::kFeatureNames[i].id << '=' << features[i] << ' ';
  }
  std::cout << '\n';
}

}  // namespace

int main() {
  const match::Engine engine({match::compiled(rules::builtin_rules())});
  match::Scanner scanner(engine);
  for (std::string path; std::getline(std::cin, path);) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    scanner.scan(text, [&](const match::Hit& hit) {
      if (hit.candidate.rule.confirm.structure == "generic-value") print(path, hit);
      return false;
    });
  }
}

// Marks in any text, for any finding in it, read as a whole and in pieces.

#include <algorithm>

#include "policy/mark_use.h"
#include "test/fuzz/fuzz.h"

using namespace veto;

namespace {

std::vector<policy::Mark> read(std::string_view text, std::size_t piece) {
  policy::MarkReader reader({});
  const auto look = [&](const text::Stretch& stretch) { reader.read(stretch); };
  if (piece == 0) {
    text::look_through(text, look);
    return reader.marks;
  }
  text::SlidingText sliding(policy::MarkReader::kBefore, policy::MarkReader::kBehind);
  for (std::size_t at = 0; at < text.size(); at += piece)
    sliding.feed(text.substr(at, piece), look);
  sliding.finish(look);
  return reader.marks;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  std::size_t begin = input.number(256) * 16 + input.number(16);
  std::size_t end = input.number(256) * 16 + input.number(16);
  const std::string_view text = input.rest();
  begin %= text.size() + 1;
  end %= text.size() + 1;
  rules::Rule rule;
  rule.id = "testkey";
  policy::MarkTarget target;
  target.rule = &rule;
  target.match = {std::min(begin, end), std::max(begin, end)};
  target.lines = {text::position_of(text, target.match.begin).line,
                  text::position_of(text, target.match.end).line};
  target.on_long_line = policy::is_on_long_line(text, target.match, '\n');
  const std::vector<policy::Mark> marks = read(text, 0);
  const std::vector<policy::Mark> in_pieces = read(text, 100);
  fuzz::expect(marks.size() == in_pieces.size(), "the same marks in pieces");
  for (std::size_t i = 0; i < marks.size(); ++i)
    fuzz::expect(marks[i].at == in_pieces[i].at && marks[i].line == in_pieces[i].line &&
                     marks[i].rules == in_pieces[i].rules,
                 "the same mark in pieces");
  policy::MarkUse use(marks);
  for (const std::optional<model::Allowance>& mark : use.apply({&target, 1})) {
    if (!mark) continue;
    fuzz::expect(mark->how == model::AllowedHow::Mark, "a mark");
    fuzz::expect(mark->reason.size() <= 200, "a short reason");
    fuzz::expect(mark->reason.find('\n') == std::string::npos, "a reason of one line");
  }
  for (const policy::MarkProblem& problem :
       use.problems([](std::string_view) { return policy::RuleState::On; }))
    fuzz::expect(problem.text.find('\n') == std::string::npos, "a problem of one line");
  return 0;
}

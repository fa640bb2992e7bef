#include "match/expression.h"

#include <string>

#include "base/error.h"

namespace veto::match {

std::unique_ptr<re2::RE2> compile_expression(const rules::Rule& rule) {
  re2::RE2::Options options(re2::RE2::Quiet);
  // Bytes, as for the databases.
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  const re2::StringPiece pattern(rule.pattern.data(), rule.pattern.size());
  auto expression = std::make_unique<re2::RE2>(pattern, options);
  if (!expression->ok())
    throw base::usage_error("rule " + std::string(rule.id) +
                            ": the pattern does not compile: " + expression->error());
  if (expression->NumberOfCapturingGroups() != 1)
    throw base::usage_error("rule " + std::string(rule.id) +
                            ": the pattern must have exactly one capture group");
  return expression;
}

}  // namespace veto::match

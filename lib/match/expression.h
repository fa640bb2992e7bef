// A rule's pattern as an RE2 expression over bytes.
#pragma once

#include <memory>

#include <re2/re2.h>

#include "rules/rule.h"

namespace veto::match {

/// Throws Error(Usage) when RE2 refuses the pattern or it has not exactly one capture group.
[[nodiscard]] std::unique_ptr<re2::RE2> compile_expression(const rules::Rule& rule);

}  // namespace veto::match

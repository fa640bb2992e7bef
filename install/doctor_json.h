// The checks of `git veto doctor` for programs.
#pragma once

#include <string>
#include <vector>

#include "install/check.h"

namespace veto::install {

/// What was found out about one repository, or why it could not be.
struct Diagnosis {
  std::string directory;
  std::vector<Check> checks;
};

/// One object of the schema git-veto/doctor/1, with a line feed behind it.
[[nodiscard]] std::string doctor_json(const std::vector<Diagnosis>& diagnoses);

}  // namespace veto::install

// What a test program leaves for test/run.sh to add up: a line "PASSED FAILED" in the file that
// VETO_TEST_RESULTS and the program's name give.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace veto::test {

/// `program` is argv[0]. Does nothing without VETO_TEST_RESULTS.
inline void write_result(const std::filesystem::path& program, std::size_t passed,
                         std::size_t failed) {
  const char* directory = std::getenv("VETO_TEST_RESULTS");
  if (directory == nullptr) return;
  std::ofstream(std::filesystem::path(directory) / program.filename())
      << passed << ' ' << failed << '\n';
}

}  // namespace veto::test

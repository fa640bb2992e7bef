// The main of every test program: Catch2's, and the counts of its test cases.
#define CATCH_CONFIG_RUNNER
#include <csignal>

#include "test/support/catch.h"
#include "test/support/result_file.h"

namespace {

const char* program = "";

class Counter : public Catch::TestEventListenerBase {
 public:
  using TestEventListenerBase::TestEventListenerBase;

  void testRunEnded(const Catch::TestRunStats& stats) override {
    const Catch::Counts& cases = stats.totals.testCases;
    veto::test::write_result(program, cases.passed, cases.failed + cases.failedButOk);
  }
};

CATCH_REGISTER_LISTENER(Counter)

}  // namespace

int main(int argc, char** argv) {
  // As in the program: a pipe that nobody reads is an error of the write.
  std::signal(SIGPIPE, SIG_IGN);
  program = argv[0];
  return Catch::Session().run(argc, argv);
}

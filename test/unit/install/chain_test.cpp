#include "install/chain.h"

#include "test/unit/install/sandbox.h"

namespace veto::install::test {
namespace {

HookFile script(std::string text) {
  HookFile file;
  file.kind = HookFileKind::Foreign;
  file.runnable = true;
  file.text = std::move(text);
  return file;
}

}  // namespace

TEST_CASE("chain: only shell scripts that look at their own name are read under it") {
  struct Row {
    std::string text;
    Chain chain;
    std::string interpreter;
  };
  const std::string uses = "\n. \"${0%/*}/h\"\n";
  for (const Row& row : {
           Row{"#!/bin/sh" + uses, Chain::Source, "'/bin/sh'"},
           Row{"#! /bin/bash -e " + uses, Chain::Source, "'/bin/bash' '-e'"},
           Row{"#!/usr/bin/env sh" + uses, Chain::Source, "'/usr/bin/env' 'sh'"},
           Row{"#!/usr/bin/env -S bash" + uses, Chain::Source, "'/usr/bin/env' '-S bash'"},
           Row{"echo \"$0\"\n", Chain::Source, "/bin/sh"},
           Row{"#!/bin/sh\necho hello\n", Chain::Execute, ""},
           Row{"#!/bin/sh\r" + uses, Chain::Execute, ""},
           Row{"#!/usr/bin/zsh" + uses, Chain::Execute, ""},
           Row{"#!/usr/bin/perl\nprint $0;\n", Chain::Execute, ""},
           Row{"#!/bin/bash\n[[ ${BASH_SOURCE[0]} == \"$0\" ]] && main\n", Chain::Execute, ""},
           Row{"#!/bin/sh\ncd \"$(dirname \"$(readlink -f \"$0\")\")\"\n", Chain::Execute, ""},
           Row{std::string("\x7f"
                           "ELF\0$0",
                           7),
               Chain::Execute, ""},
           Row{"#!", Chain::Execute, ""},
           Row{"", Chain::Execute, ""},
       }) {
    INFO(row.text);
    const ChainPlan plan = plan_chain(kHooks[0], script(row.text));
    CHECK(plan.chain == row.chain);
    CHECK(plan.interpreter == row.interpreter);
  }
}

TEST_CASE("chain: a hook that git ignored is not run, nor is one that is not there") {
  HookFile ignored = script("#!/bin/sh\n");
  ignored.runnable = false;
  CHECK(plan_chain(kHooks[0], ignored).chain == Chain::Ignored);
  CHECK_FALSE(plan_chain(kHooks[0], ignored).note.empty());
  CHECK(plan_chain(kHooks[0], HookFile{}).chain == Chain::None);
}

TEST_CASE("chain: a program in another language that goes by its name gets a note") {
  const HookFile hook = script("#!/usr/bin/env python3\nos.path.basename(sys.argv[0])\n");
  CHECK(plan_chain(kHooks[0], hook).chain == Chain::Execute);
  CHECK_FALSE(plan_chain(kHooks[0], hook).note.empty());
}

TEST_CASE("chain: a hook that finds its files through its own name still finds them") {
  const Sandbox sandbox;
  const fs::path hooks = sandbox.repository();
  const std::string note = "printf '%s\\n' \"$0\" \"$#\" >>\"" + sandbox.in("seen") + "\"\n";
  const std::string form = GENERATE(as<std::string>{}, "dispatcher", "husky 8", "shell option");
  INFO(form);
  if (form == "dispatcher") {
    write(hooks / "pre-commit", "#!/bin/sh\nfor f in \"$0.d\"/*; do \"$f\" || exit 1; done\n",
          0755);
    write(hooks / "pre-commit.d/10-x", "#!/bin/sh\n" + note, 0755);
  } else if (form == "husky 8") {
    write(hooks / "pre-commit", "#!/usr/bin/env sh\n. \"$(dirname -- \"$0\")/again.sh\"\n" + note,
          0755);
    write(hooks / "again.sh",
          "if [ -z \"$again\" ]; then export again=1; sh -e \"$0\" \"$@\"; exit $?; fi\n");
  } else {
    write(hooks / "pre-commit", "#!/bin/sh -e\n" + note + "false\necho not reached: $0\n", 0755);
  }
  static_cast<void>(install(sandbox.target()));
  CHECK(sandbox.commit().status == (form == "shell option" ? 1 : 0));
  CHECK_FALSE(read(sandbox.in("seen")).empty());
}

}  // namespace veto::install::test

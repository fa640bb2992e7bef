// Layers of configuration, what they set, and the verbs that show it.
#include "test/support/catch.h"
#include "test/support/secrets.h"
#include "test/support/temp_repo.h"

namespace veto::test {
namespace {

constexpr const char* kRule = "github-pat-classic";

std::string tier(const std::string& word) {
  return "[rules." + std::string(kRule) + "]\ntier = \"" + word + "\"\n";
}

std::string own_rule(const std::string& id) {
  return "[[rule]]\nid = \"" + id + "\"\ntitle = \"" + id + "\"\npattern = ['(" + id +
         "-[0-9a-f]{32})']\n";
}

/// A repository with a secret staged, and with places for all layers.
struct Layers {
  TempRepo repo;
  std::string system = (repo.root() / "system.toml").string();
  std::string user = (repo.root() / "home/.config/git-veto/config.toml").string();

  Layers() {
    repo.environment.unset("GIT_VETO_CONFIG_NOSYSTEM");
    repo.environment.set("GIT_VETO_CONFIG_SYSTEM", system);
    write_file(system, "");
    repo.stage("a.txt", github_token() + "\n");
  }
  [[nodiscard]] int status(Words more = {}) const {
    more.insert(more.begin(), "staged");
    return repo.veto(more).status;
  }
  [[nodiscard]] std::string show(Words more = {}) const {
    more.insert(more.begin(), {"config", "show"});
    const base::Output output = repo.veto(more);
    CHECK(output.status == 0);
    return output.out;
  }
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The origin that `config show` gives for the tier of the rule.
std::string origin_in(const std::string& text) {
  const std::string line = line_with(text, "rules." + std::string(kRule) + ".tier = ");
  return line.empty() ? "" : line.substr(line.find_last_of(" /") + 1);
}

}  // namespace

TEST_CASE("layers: the repository's file wins over the user's, and that over the machine's") {
  const Layers layers;
  CHECK(layers.status() == 1);
  CHECK(origin_in(layers.show()).empty());
  write_file(layers.system, tier("off"));
  CHECK(layers.status() == 0);
  CHECK(origin_in(layers.show()) == "system.toml:2");
  write_file(layers.user, "# mine\n" + tier("block"));
  CHECK(layers.status() == 1);
  CHECK(origin_in(layers.show()) == "config.toml:3");
  layers.repo.stage(".git-veto.toml", "\n\n" + tier("off"));
  CHECK(layers.status() == 0);
  CHECK(layers.status({"--config", "/dev/null"}) == 1);
  CHECK(layers.status({"--no-config"}) == 1);
  CHECK(origin_in(layers.show()) == ".git-veto.toml:4");
  CHECK(layers.repo.attempt({"commit", "-m", "x"}) == "committed: clean");
}

TEST_CASE("layers: where the files of the machine and the user are") {
  Layers layers;
  TempRepo& repo = layers.repo;
  write_file(layers.system, tier("off"));
  SECTION("the machine's can be left out") {
    repo.environment.set("GIT_VETO_CONFIG_NOSYSTEM", "1");
    CHECK(layers.status() == 1);
    repo.environment.set("GIT_VETO_CONFIG_NOSYSTEM", "false");
    CHECK(layers.status() == 0);
  }
  SECTION("one that is named must be there") {
    repo.environment.set("GIT_VETO_CONFIG_SYSTEM", layers.system + ".gone");
    CHECK(layers.status() == 2);
  }
  SECTION("the user's is below the home without XDG_CONFIG_HOME") {
    repo.environment.unset("XDG_CONFIG_HOME");
    write_file(layers.user, tier("block"));
    CHECK(layers.status() == 1);
    repo.environment.set("XDG_CONFIG_HOME", (repo.root() / "elsewhere").string());
    CHECK(layers.status() == 0);
  }
  SECTION("there need be no home") {
    repo.environment.unset("XDG_CONFIG_HOME");
    repo.environment.unset("HOME");
    CHECK(layers.status() == 0);
  }
  SECTION("one that cannot be read is no reason to go on") {
    fs::create_directories(layers.user);
    CHECK(layers.status() == 3);
  }
  SECTION("they count outside of repositories") {
    const TempRepo outside = repo.at("../outside");
    CHECK(outside.veto({"stdin"}, github_token() + "\n").status == 0);
    CHECK(outside.veto({"stdin", "--no-config"}, github_token() + "\n").status == 1);
    CHECK(outside.veto({"stdin", "--policy-ref", "HEAD"}, "x\n").status == 2);
  }
}

TEST_CASE("layers: rules of all layers are looked for together") {
  const Layers layers;
  write_file(layers.system, own_rule("alpha-key"));
  write_file(layers.user, own_rule("beta-key") + "[rules.alpha-key]\ntier = \"warn\"\n");
  layers.repo.stage(".git-veto.toml", own_rule("gamma-key"));
  std::string text;
  for (const char* id : {"alpha-key", "beta-key", "gamma-key"})
    text += std::string(id) + "-" + hex_key() + "\n";
  layers.repo.stage("a.txt", text);
  Words found;
  const Json report = layers.repo.report({"staged"}, 1);
  for (const Json& finding : report["findings"])
    found.push_back(finding["rule"].get<std::string>() + " " + finding["tier"].get<std::string>());
  CHECK(found == Words{"alpha-key warn", "beta-key block", "gamma-key block"});

  write_file(layers.user, own_rule("alpha-key"));
  const base::Output output = layers.repo.veto({"staged"});
  CHECK(output.status == 2);
  CHECK(holds(output.err,
              layers.user + ":2:6: rule alpha-key exists already, in " + layers.system + ":2"));
}

TEST_CASE("layers: what is locked cannot be weakened by a repository") {
  const Layers layers;
  write_file(layers.system, "[rules." + std::string(kRule) + "]\nlocked = true\n");
  layers.repo.stage(".git-veto.toml", "[[allow]]\npaths = [\"**\"]\nreason = \"x\"\n");
  CHECK(layers.status() == 1);
  layers.repo.stage(".git-veto.toml", tier("off"));
  const base::Output output = layers.repo.veto({"staged"});
  CHECK(output.status == 2);
  CHECK(holds(output.err, "is locked by " + layers.system + ":2"));
}

TEST_CASE("config: context words are added to those of a rule") {
  const TempRepo repo;
  repo.stage("a.txt", "acmewatch:\n  api_key: " + hex_key() + "\n");
  const Words staged{"staged", "--rule", "datadog-api-key", "--tier", "info"};
  CHECK(repo.veto(staged).status == 0);
  repo.stage(".git-veto.toml", "[rules.datadog-api-key]\ncontext = [\"acmewatch\"]\n");
  CHECK(repo.veto(staged).status == 1);
  const Json report = repo.report({"staged", "--rule", "datadog-api-key"}, 0);
  CHECK(places_of(report) == Words{"a.txt:2"});
  // The built-in words go on counting, and nothing is found twice.
  repo.stage("a.txt", "datadog:\n  api_key: " + hex_key() + "\n");
  CHECK(places_of(repo.report({"staged", "--rule", "datadog-api-key"}, 0)) == Words{"a.txt:2"});
  const base::Output shown = repo.veto({"rules", "show", "datadog-api-key"});
  CHECK(holds(shown.out, "datadog"));
  CHECK(holds(shown.out, "acmewatch"));
  const std::string list = repo.veto({"rules", "list"}).out;
  const std::size_t first = list.find("\ndatadog-api-key ");
  REQUIRE(first != std::string::npos);
  CHECK(list.find("\ndatadog-api-key ", first + 1) == std::string::npos);
}

TEST_CASE("config: tiers by path") {
  const TempRepo repo;
  const std::string token = github_token();
  repo.commit_file(".git-veto.toml", "[[paths]]\npaths = [\"test/**\"]\ntier = \"warn\"\n");
  repo.stage("test/a.txt", token + "\n");
  CHECK(repo.attempt({"commit", "-m", "x"}) == "committed: clean, 1 of a lower tier");
  CHECK(repo.veto({"history", "--tier", "warn"}).status == 1);
  // The same secret at a place that matters.
  repo.stage("test/b.txt", github_token() + "\n");
  repo.stage("src/b.txt", read_file(repo / "test/b.txt"));
  CHECK(repo.attempt({"commit", "-m", "x"}).starts_with("blocked: src/b.txt:1"));
}

TEST_CASE("config: limits hold unless the command line has others") {
  const TempRepo repo;
  repo.stage(".git-veto.toml", "[limits]\nthreads = 1\nmax_memory = \"1G\"\n");
  repo.stage("a.txt", github_token() + "\n");
  CHECK(repo.veto({"staged"}).status == 1);
  CHECK(repo.veto({"staged", "--threads", "2", "--max-memory", "2G"}).status == 1);
  repo.stage(".git-veto.toml", "[limits]\nmax_memory = \"1M\"\n");
  CHECK(repo.veto({"staged"}).status == 2);
}

TEST_CASE("config show: every value and who set it, in a fixed order") {
  const Layers layers;
  write_file(layers.system, tier("warn") + "[limits]\nthreads = 2\n");
  layers.repo.stage(".git-veto.toml",
                    "[limits]\nthreads = 1\n" + tier("block") + "[[allow]]\nvalues = [\"" +
                        github_token() + "\"]\nreason = \"a\\u001b[2Jb\"\n" + own_rule("acme-key"));
  const std::string shown = layers.show();
  const std::string file = (layers.repo / ".git-veto.toml").string();
  CHECK(holds(shown, "limits.max_memory = 256M"));
  CHECK(holds(line_with(shown, "limits.max_memory"), "built in"));
  CHECK(holds(line_with(shown, "limits.threads = 1"), file + ":2"));
  CHECK(holds(line_with(shown, "rules.github-pat-classic.tier = block"), file + ":4"));
  CHECK(holds(line_with(shown, "allow = { values = [1 of them], reason = "), file + ":7"));
  CHECK(holds(line_with(shown, "rule.acme-key = acme-key"), file + ":9"));
  CHECK_FALSE(holds(shown, layers.system));
  CHECK(shown.find('\x1b') == std::string::npos);
  CHECK(shown == layers.show());

  const std::string all = layers.show({"--all"});
  CHECK(holds(line_with(all, "limits.threads = 2"), layers.system + ":4   (replaced below)"));
  CHECK(holds(line_with(all, "rules.jwt-token.tier = "), "built in"));
  CHECK(holds(line_with(all, "rules.acme-key.tier = "), "built in"));

  const Json report = Json::parse(layers.show({"--json", "--all"}));
  CHECK(report["schema"] == "git-veto/config/1");
  std::size_t threads = 0;
  for (const Json& value : report["values"]) {
    if (value["key"] != "limits.threads") continue;
    ++threads;
    CHECK(value["replaced"] == (value["value"] != "1"));
  }
  CHECK(threads == 3);
}

TEST_CASE("config show: the commit that --policy-ref names") {
  const TempRepo repo;
  repo.commit_file(".git-veto.toml", tier("warn"));
  repo.write(".git-veto.toml", tier("off"));
  CHECK(origin_in(repo.veto({"config", "show"}).out) == ".git-veto.toml:2");
  CHECK(origin_in(repo.veto({"config", "show", "--policy-ref", "HEAD"}).out) ==
        "HEAD:.git-veto.toml:2");
  repo.git({"config", "veto.policyRef", "main"});
  CHECK(origin_in(repo.veto({"config", "show"}).out) == "main:.git-veto.toml:2");
  CHECK(holds(repo.veto({"config", "path"}).out, "main:.git-veto.toml"));
}

TEST_CASE("config check: says what is wrong, in the files in force or in one that is named") {
  const TempRepo repo;
  CHECK(repo.veto({"config", "check"}).out == "no configuration: everything is built in\n");
  repo.write(".git-veto.toml", tier("warn"));
  CHECK(repo.veto({"config", "check"}).out == (repo / ".git-veto.toml").string() + ": ok\n");
  write_file(repo.root() / "bad.toml", "[rules.github-pat-classik]\ntier = \"warn\"\n");
  base::Output output = repo.veto({"config", "check", "../bad.toml"});
  CHECK(output.status == 2);
  CHECK(holds(output.err, "there is no rule github-pat-classik, did you mean github-pat-classic?"));
  CHECK(holds(output.err, "\n  [rules.github-pat-classik]\n  ^"));
  // What only shows when it is compiled, too.
  write_file(repo.root() / "bad.toml", own_rule("acme-key") + own_rule("(?=x)"));
  CHECK(repo.veto({"config", "check", "../bad.toml"}).status == 2);
  CHECK(repo.veto({"config", "check", "../gone.toml"}).status == 2);
}

TEST_CASE("config path: the files of all layers and whether they are there") {
  const Layers layers;
  layers.repo.write(".git-veto.toml", "");
  const std::string text = layers.repo.at("sub").veto({"config", "path"}).out;
  const std::string file = (layers.repo / ".git-veto.toml").string();
  CHECK(holds(text, "system      there      " + layers.system + "\n"));
  CHECK(holds(text, "user        not there  " + layers.user + "\n"));
  CHECK(holds(text, "repository  there      " + file + "\n"));
  CHECK(holds(text, "repository  not there  " + (layers.repo / ".git-veto-allow").string() + "\n"));
}

}  // namespace veto::test

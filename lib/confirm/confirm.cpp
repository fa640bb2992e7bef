#include "confirm/confirm.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/error.h"
#include "confirm/boundary.h"
#include "confirm/context.h"
#include "confirm/label.h"
#include "confirm/pem_block.h"
#include "confirm/placeholder.h"
#include "confirm/putty_block.h"
#include "confirm/sight.h"
#include "confirm/spoilt_token.h"
#include "confirm/structure.h"
#include "rules/structure_name.h"
#include "text/entropy.h"
#include "text/token_checksum.h"

namespace veto::confirm {

namespace {

using model::Candidate;
using model::Verdict;
using rules::Stage;

/// The outcome of one check: empty to go on, or the reason of the rejection.
using Fault = std::string_view;

const Structure* structure_of(const rules::Rule& rule) {
  if (rule.confirm.structure.empty()) return nullptr;
  const std::string_view name = rules::split_structure(rule.confirm.structure).name;
  const Structure* structure = find_structure(name);
  if (structure == nullptr) {
    throw base::usage_error("rule " + std::string(rule.id) + ": no structure is called \"" +
                            std::string(name) + "\"");
  }
  return structure;
}

Fault check_boundary(Sight& sight, Capture capture) {
  const rules::Confirm& confirm = sight.rule().confirm;
  const bool proved = !confirm.checksum.empty() && confirm.checksum_is == rules::ChecksumIs::Proof;
  if (!confirm.boundary || proved || capture == Capture::Anchor) return {};
  const bool whole = capture == Capture::Whole;
  return find_boundary_fault(sight.lines(), whole ? Sides::Both : Sides::LeftOnly);
}

/// Known only by the words around it: the pattern says nothing but alphabet and length.
bool is_shapeless(const Sight& sight) {
  return sight.rule().kind == rules::RuleKind::Context && sight.is_all_secret();
}

Fault check_context(Sight& sight) {
  const rules::Confirm& confirm = sight.rule().confirm;
  if (confirm.context.empty()) return {};
  if (!has_context(sight.within(confirm.context_distance))) return "no context word stands near by";
  if (sight.rule().tier != rules::Tier::Info && names_public_half(sight.lines()))
    return "its name says that it is public";
  return is_shapeless(sight) ? find_label_fault(sight) : Fault();
}

Fault check_example(const rules::Rule& rule, std::string_view secret) {
  const auto& examples = rule.confirm.examples;
  const bool listed = std::find(examples.begin(), examples.end(), secret) != examples.end();
  return listed ? "is a published example" : Fault();
}

Fault check_entropy(const rules::Rule& rule, std::string_view body) {
  const double least = rule.confirm.min_entropy;
  if (least <= 0.0 || text::shannon_entropy(body) >= least) return {};
  return "has less entropy than random bytes would";
}

/// The reason why the checksum is wrong; empty when it is right.
Fault find_mismatch(const rules::Rule& rule, std::string_view secret) {
  const rules::Confirm& confirm = rule.confirm;
  const text::ChecksumAlgorithm* algorithm = text::find_checksum(confirm.checksum);
  if (algorithm == nullptr) {
    throw base::usage_error("rule " + std::string(rule.id) + ": no checksum is called \"" +
                            std::string(confirm.checksum) + "\"");
  }
  return algorithm->verify(secret, confirm.skip) ? Fault() : algorithm->mismatch;
}

void apply_checksum(Verdict& verdict, const Sight& sight) {
  const rules::Confirm& confirm = sight.rule().confirm;
  if (confirm.checksum.empty()) return;
  const Fault mismatch = find_mismatch(sight.rule(), sight.secret());
  if (mismatch.empty()) {
    verdict.verified = model::Verified::Checksum;
    return;
  }
  verdict.reason = mismatch;
  if (confirm.checksum_is == rules::ChecksumIs::Hint) return;
  verdict.accepted = false;
  verdict.stage = Stage::Checksum;
}

struct Rejection {
  Stage stage = Stage::Pattern;
  Fault fault;  ///< empty when nothing was found
};

/// The checks before the checksum, in the order of their stages.
Rejection find_rejection(Sight& sight, Capture capture) {
  const rules::Rule& rule = sight.rule();
  const std::string_view secret = sight.secret();
  const std::string_view body = secret.substr(std::min<std::size_t>(rule.shown, secret.size()));
  if (const Fault fault = check_boundary(sight, capture); !fault.empty())
    return {Stage::Boundary, fault};
  if (const Fault fault = check_context(sight); !fault.empty()) return {Stage::Context, fault};
  if (const Fault fault = check_example(rule, secret); !fault.empty())
    return {Stage::Example, fault};
  if (capture == Capture::Anchor || capture == Capture::Words) return {};
  if (const Fault fault = find_placeholder(body, rule.strength); !fault.empty())
    return {Stage::Placeholder, fault};
  if (capture == Capture::Whole && rule.kind != rules::RuleKind::Token && is_spoilt_token(secret))
    return {Stage::Placeholder, "begins as a known token and is none"};
  if (const Fault fault = check_entropy(rule, body); !fault.empty()) return {Stage::Entropy, fault};
  return {};
}

/// A key block most lines of which nobody's key can hold.
bool is_filled_block(std::string_view block) {
  constexpr std::size_t kShortestLine = 32;
  std::size_t lines = 0;
  std::size_t filled = 0;
  for (std::size_t begin = 0; begin < block.size();) {
    const std::size_t end = std::min(block.find_first_of("\r\n\\", begin), block.size());
    const std::string_view line = block.substr(begin, end - begin);
    begin = end + 1;
    if (line.size() < kShortestLine || line.starts_with("-----")) continue;
    ++lines;
    if (!find_placeholder(line, rules::Strength::Random).empty()) ++filled;
  }
  return lines > 0 && filled * 2 > lines;
}

void reject(Verdict& verdict, const Rejection& rejection) {
  verdict.accepted = false;
  verdict.stage = rejection.stage;
  verdict.reason = rejection.fault;
}

void apply_structure(Verdict& verdict, Judgement judgement, bool hint) {
  verdict.detail = std::move(judgement.detail);
  if (hint && !judgement.accepted) {
    verdict.reason = judgement.reason;
    return;
  }
  verdict.match = judgement.match;
  verdict.secret = judgement.secret;
  if (!judgement.reason.empty()) verdict.reason = judgement.reason;
  if (!judgement.accepted) return reject(verdict, {Stage::Structure, judgement.reason});
  verdict.verified = std::max(verdict.verified, judgement.verified);
  verdict.tier = std::min(verdict.tier, judgement.ceiling);
  verdict.note = std::move(judgement.note);
}

void judge(Verdict& verdict, Sight& sight, const Settings& settings) {
  const rules::Rule& rule = sight.rule();
  const Structure* structure = structure_of(rule);
  const Rejection rejection =
      find_rejection(sight, structure == nullptr ? Capture::Whole : structure->capture);
  if (!rejection.fault.empty()) return reject(verdict, rejection);
  verdict.accepted = true;
  apply_checksum(verdict, sight);
  if (!verdict.accepted || structure == nullptr) return;
  const bool hint = rules::split_structure(rule.confirm.structure).hint;
  apply_structure(verdict,
                  structure->judge_by_steps != nullptr ? structure->judge_by_steps(sight, settings)
                                                       : structure->judge(sight.all(), settings),
                  hint);
  if (verdict.accepted && structure->capture == Capture::Anchor &&
      is_filled_block(slice(sight.all().window, verdict.secret)))
    reject(verdict, {Stage::Placeholder, "is filled with what placeholders are made of"});
}

}  // namespace

Verdict confirm(const Candidate& candidate, const Settings& settings) {
  assert(candidate.match.end <= candidate.window.size());
  assert(candidate.match.begin <= candidate.secret.begin);
  assert(candidate.secret.end <= candidate.match.end);
  Sight sight(candidate);
  Verdict verdict;
  verdict.tier = candidate.rule.tier;
  verdict.match = candidate.match;
  verdict.secret = candidate.secret;
  judge(verdict, sight, settings);
  if (settings.reach != nullptr) *settings.reach = sight.reach();
  return verdict;
}

std::string canonical_secret(const rules::Rule& rule, std::string_view secret) {
  const std::string_view structure = rule.confirm.structure;
  if (structure == "private-key" || structure == "gcp-service-account") {
    if (const auto block = read_pem_block(secret, 0)) {
      return std::string(block->label) + ":" + block->base64;
    }
  }
  if (structure == "putty-key") {
    if (const auto block = read_putty_block(secret, 0)) return "PuTTY:" + block->private_base64;
  }
  return std::string(secret);
}

}  // namespace veto::confirm

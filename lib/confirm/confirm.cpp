#include "confirm/confirm.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/error.h"
#include "confirm/boundary.h"
#include "confirm/context.h"
#include "confirm/pem_block.h"
#include "confirm/placeholder.h"
#include "confirm/putty_block.h"
#include "confirm/structure.h"
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
  const std::string_view name = rule.confirm.structure;
  if (name.empty()) return nullptr;
  const Structure* structure = find_structure(name);
  if (structure == nullptr) {
    throw base::usage_error("rule " + std::string(rule.id) + ": no structure is called \"" +
                            std::string(name) + "\"");
  }
  return structure;
}

Fault check_boundary(const Candidate& candidate, Capture capture) {
  const rules::Confirm& confirm = candidate.rule.confirm;
  if (!confirm.boundary || !confirm.checksum.empty() || capture == Capture::Anchor) return {};
  const bool whole = capture == Capture::Whole;
  return find_boundary_fault(candidate, whole ? Sides::Both : Sides::LeftOnly);
}

Fault check_example(const Candidate& candidate, std::string_view secret) {
  const auto& examples = candidate.rule.confirm.examples;
  const bool listed = std::find(examples.begin(), examples.end(), secret) != examples.end();
  return listed ? "is a published example" : Fault();
}

Fault check_entropy(const Candidate& candidate, std::string_view body) {
  const double least = candidate.rule.confirm.min_entropy;
  if (least <= 0.0 || text::shannon_entropy(body) >= least) return {};
  return "has less entropy than random bytes would";
}

Fault check_checksum(const Candidate& candidate, std::string_view secret) {
  const rules::Confirm& confirm = candidate.rule.confirm;
  if (confirm.checksum.empty()) return {};
  const text::ChecksumAlgorithm* algorithm = text::find_checksum(confirm.checksum);
  if (algorithm == nullptr) {
    throw base::usage_error("rule " + std::string(candidate.rule.id) +
                            ": no checksum is called \"" + std::string(confirm.checksum) + "\"");
  }
  return algorithm->verify(secret, confirm.skip) ? Fault() : "checksum does not match";
}

Verdict rejected(Verdict verdict, Stage stage, Fault fault) {
  verdict.accepted = false;
  verdict.stage = stage;
  verdict.reason = fault;
  return verdict;
}

Verdict apply_structure(Verdict verdict, const Judgement& judgement) {
  verdict.match = judgement.match;
  verdict.secret = judgement.secret;
  if (!judgement.accepted) return rejected(verdict, Stage::Structure, judgement.reason);
  verdict.reason = judgement.reason;
  verdict.verified = std::max(verdict.verified, judgement.verified);
  verdict.tier = std::min(verdict.tier, judgement.ceiling);
  return verdict;
}

}  // namespace

Verdict confirm(const Candidate& candidate, const Settings& settings) {
  assert(candidate.match.end <= candidate.window.size());
  assert(candidate.secret.end <= candidate.window.size());
  const rules::Rule& rule = candidate.rule;
  const Structure* structure = structure_of(rule);
  const std::string_view secret = slice(candidate.window, candidate.secret);
  const Capture capture = structure == nullptr ? Capture::Whole : structure->capture;
  const std::string_view body = secret.substr(std::min<std::size_t>(rule.shown, secret.size()));
  Verdict verdict;
  verdict.tier = rule.tier;
  verdict.match = candidate.match;
  verdict.secret = candidate.secret;

  if (const Fault fault = check_boundary(candidate, capture); !fault.empty()) {
    return rejected(verdict, Stage::Boundary, fault);
  }
  if (!has_context(candidate)) {
    return rejected(verdict, Stage::Context, "no context word stands near by");
  }
  if (const Fault fault = check_example(candidate, secret); !fault.empty()) {
    return rejected(verdict, Stage::Example, fault);
  }
  if (capture != Capture::Anchor) {
    if (const Fault fault = find_placeholder(body, rule.strength); !fault.empty()) {
      return rejected(verdict, Stage::Placeholder, fault);
    }
    if (const Fault fault = check_entropy(candidate, body); !fault.empty()) {
      return rejected(verdict, Stage::Entropy, fault);
    }
  }
  if (const Fault fault = check_checksum(candidate, secret); !fault.empty()) {
    return rejected(verdict, Stage::Checksum, fault);
  }
  verdict.accepted = true;
  if (!rule.confirm.checksum.empty()) verdict.verified = model::Verified::Checksum;
  return structure == nullptr ? verdict
                              : apply_structure(verdict, structure->judge(candidate, settings));
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

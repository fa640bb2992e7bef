#include "model/finding.h"

namespace veto::model {

std::string_view to_string(Verified verified) noexcept {
  switch (verified) {
    case Verified::None:
      return "none";
    case Verified::Pair:
      return "pair";
    case Verified::Structure:
      return "structure";
    case Verified::Checksum:
      return "checksum";
  }
  return "";
}

std::string_view to_string(State state) noexcept {
  switch (state) {
    case State::Open:
      return "open";
    case State::Allowed:
      return "allowed";
    case State::Baselined:
      return "baselined";
  }
  return "";
}

std::string_view to_string(AllowedHow how) noexcept {
  switch (how) {
    case AllowedHow::Mark:
      return "mark";
    case AllowedHow::AllowFile:
      return "allow-file";
    case AllowedHow::Config:
      return "config";
    case AllowedHow::Baseline:
      return "baseline";
  }
  return "";
}

}  // namespace veto::model

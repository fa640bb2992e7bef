#include "confirm/structure.h"

#include <array>

#include "confirm/structures.h"

namespace veto::confirm {

namespace {

constexpr std::array<Structure, 11> kStructures{{
    {"private-key", judge_private_key, Capture::Anchor},
    {"putty-key", judge_putty_key, Capture::Anchor},
    {"jwt", judge_jwt, Capture::Beginning},
    {"url-credentials", judge_url_credentials, Capture::Whole},
    {"basic-auth", judge_basic_auth, Capture::Whole},
    {"aws-key-id", judge_aws_key_id, Capture::Whole},
    {"aws-secret", judge_aws_secret, Capture::Whole},
    {"macaroon", judge_macaroon, Capture::Beginning},
    {"base64-json", judge_base64_json, Capture::Beginning},
    {"gcp-service-account", judge_gcp_service_account, Capture::Anchor},
    {"generic-value", judge_generic_value, Capture::Whole},
}};

}  // namespace

const Structure* find_structure(std::string_view name) noexcept {
  for (const Structure& structure : kStructures) {
    if (structure.name == name) return &structure;
  }
  return nullptr;
}

std::span<const Structure> structures() noexcept {
  return kStructures;
}

}  // namespace veto::confirm

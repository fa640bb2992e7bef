#include "confirm/structure.h"

#include <array>

#include "confirm/structures.h"

namespace veto::confirm {

namespace {

constexpr std::array<Structure, 39> kStructures{{
    {"private-key", judge_private_key, Capture::Anchor},
    {"putty-key", judge_putty_key, Capture::Anchor},
    {"jwt", judge_jwt, Capture::Beginning},
    {"jwt-session", judge_jwt_session, Capture::Beginning},
    {"url-credentials", judge_url_credentials, Capture::Whole},
    {"password", judge_password, Capture::Whole},
    {"basic-auth", judge_basic_auth, Capture::Whole},
    {"aws-key-id", judge_aws_key_id, Capture::Whole},
    {"aws-secret", judge_aws_secret, Capture::Whole},
    {"macaroon", judge_macaroon, Capture::Beginning},
    {"base64-json", judge_base64_json, Capture::Beginning},
    {"gcp-service-account", judge_gcp_service_account, Capture::Anchor},
    {"jwt-base64", judge_jwt_base64, Capture::Beginning},
    {"base64", judge_base64, Capture::Whole},
    {"base64-part", judge_base64_part, Capture::Whole},
    {"hex", judge_hex, Capture::Whole},
    {"base58", judge_base58, Capture::Whole},
    {"layout", judge_layout, Capture::Whole},
    {"json-near", judge_json_near, Capture::Whole},
    {"base64-key", judge_base64_key, Capture::Beginning},
    {"pkcs12", judge_pkcs12, Capture::Beginning},
    {"java-keystore", judge_java_keystore, Capture::Anchor},
    {"ssh2-key", judge_ssh2_key, Capture::Anchor},
    {"openvpn-key", judge_openvpn_key, Capture::Anchor},
    {"wireguard-key", judge_wireguard_key, Capture::Whole},
    {"otpauth", judge_otpauth, Capture::Whole},
    {"signed-url", judge_signed_url, Capture::Whole},
    {"apim-token", judge_apim_token, Capture::Whole},
    {"password-hash", judge_password_hash, Capture::Whole},
    {"gpp-password", judge_gpp_password, Capture::Whole},
    {"cisco-type7", judge_cisco_type7, Capture::Whole},
    {"juniper-type9", judge_juniper_type9, Capture::Whole},
    {"bitcoin-wif", judge_bitcoin_wif, Capture::Whole},
    {"bip32-key", judge_bip32_key, Capture::Whole},
    {"secp256k1-key", judge_secp256k1_key, Capture::Whole},
    {"solana-key", judge_solana_key, Capture::Whole},
    {"bip39", judge_bip39, Capture::Words},
    {"monero-seed", judge_monero_seed, Capture::Words},
    {"generic-value", judge_generic_value, Capture::Anchor, judge_generic_value_by_steps},
}};

}  // namespace

const Structure* find_structure(std::string_view name) noexcept {
  if (name.empty()) return nullptr;
  for (const Structure& structure : kStructures) {
    // Most names differ in what is compared without a call.
    if (structure.name.size() == name.size() && structure.name.front() == name.front() &&
        structure.name == name)
      return &structure;
  }
  return nullptr;
}

std::span<const Structure> structures() noexcept {
  return kStructures;
}

}  // namespace veto::confirm

// The structures' entry points, one per file, for the table in structure.cpp.
#pragma once

#include "confirm/structure.h"

namespace veto::confirm {

using model::Candidate;

[[nodiscard]] Judgement judge_private_key(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_putty_key(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_jwt(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_jwt_session(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_url_credentials(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_password(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_basic_auth(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_aws_key_id(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_aws_secret(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_macaroon(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_base64_json(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_gcp_service_account(const Candidate& candidate,
                                                  const Settings& settings);
[[nodiscard]] Judgement judge_jwt_base64(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_base64(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_base64_part(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_hex(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_base58(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_layout(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_json_near(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_base64_key(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_pkcs12(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_java_keystore(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_ssh2_key(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_openvpn_key(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_wireguard_key(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_otpauth(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_signed_url(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_apim_token(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_password_hash(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_gpp_password(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_cisco_type7(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_juniper_type9(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_bitcoin_wif(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_bip32_key(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_secp256k1_key(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_solana_key(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_bip39(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_monero_seed(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_generic_value(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_generic_value_by_steps(Sight& sight, const Settings& settings);

}  // namespace veto::confirm

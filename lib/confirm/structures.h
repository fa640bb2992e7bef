// The structures' entry points, one per file, for the table in structure.cpp.
#pragma once

#include "confirm/structure.h"

namespace veto::confirm {

using model::Candidate;

[[nodiscard]] Judgement judge_private_key(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_putty_key(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_jwt(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_url_credentials(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_basic_auth(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_aws_key_id(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_aws_secret(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_macaroon(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_base64_json(const Candidate& candidate, const Settings& settings);
[[nodiscard]] Judgement judge_gcp_service_account(const Candidate& candidate,
                                                  const Settings& settings);
[[nodiscard]] Judgement judge_generic_value(const Candidate& candidate, const Settings& settings);

}  // namespace veto::confirm

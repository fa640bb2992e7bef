// What a rule asks of a JSON object: the parameter of the structures jwt and base64-json.
//
//   name           the member is there
//   name=value     it is that string
//   name~part      it is a string that holds the part
//   name^start     it is a string that starts so
//
// joined by commas; several values, of which one must fit, are joined by |.
#pragma once

#include <string_view>

#include "text/json_probe.h"

namespace veto::confirm {

/// Whether the object has all that is asked; true for the empty question. Linear in both.
[[nodiscard]] bool has_claims(const text::JsonObject& object, std::string_view asked);

}  // namespace veto::confirm

// Paths as URIs (RFC 3986).
#pragma once

#include <string>
#include <string_view>

namespace veto::report {

/// A path as the path of a URI: all but letters, digits, "-._~" and "/" is written %XX, so that a
/// relative path never reads like one with a scheme.
[[nodiscard]] std::string uri_path(std::string_view path);

/// "file:///..." for an absolute path.
[[nodiscard]] std::string file_uri(std::string_view path);

}  // namespace veto::report

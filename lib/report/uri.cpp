#include "report/uri.h"

#include "text/encoding.h"

namespace veto::report {

std::string uri_path(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : "%" + text::encode_hex_upper({&c, 1});
  }
  return out;
}

std::string file_uri(std::string_view path) {
  return "file://" + uri_path(path);
}

}  // namespace veto::report

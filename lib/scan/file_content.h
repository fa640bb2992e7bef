// What a file holds, as far as it decides whether a file of that name may be in a repository: its
// settings, in any of the formats that such files have (NAME=value, name: value, JSON, netrc).
#pragma once

#include <functional>
#include <string_view>

#include "confirm/named_value.h"

namespace veto::scan {

/// What of the settings counts.
struct SettingsView {
  /// Whether a line (from 1) does.
  std::function<bool(std::size_t line)> counts;
  /// Whether a value, which is a part of the text, is known to be public.
  std::function<bool(std::string_view name, std::string_view value)> is_published;
};

/// The most secret thing that a setting on the lines that count is. Of long texts only the first
/// kMaxSettings bytes are read.
[[nodiscard]] confirm::ValueIs classify_settings(std::string_view text, const SettingsView& view);
inline constexpr std::size_t kMaxSettings = 1024 * 1024;

/// Whether a binary container of keys or certificates begins here: PKCS#12, JKS, JCEKS.
[[nodiscard]] bool is_key_store(std::string_view bytes);

/// Whether the bytes are a private key without the dress of a PEM file (which is found in any
/// file), and not encrypted.
[[nodiscard]] bool is_bare_private_key(std::string_view bytes);

}  // namespace veto::scan

// UTF-16 text in files: recognising it, making it UTF-8 for the matcher, and finding the way back.
//
// Without a byte order mark only what cannot well be anything else is recognised: a wrong guess
// would replace what is scanned. Offsets are mapped by counting: nothing is stored per character.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace veto::text {

enum class Utf16Order : std::uint8_t { LittleEndian, BigEndian };

/// `bytes` is the whole text or a piece of its front; the first 4 KiB are looked at, but for an odd
/// last byte. With a byte order mark that one decides (also FF FE 00 00, which UTF-32 shares).
/// Without one there must be 4 bytes, no unit may be NUL or a control character other than white
/// space, and three in four units must be ASCII; or one in sixteen, when the others are in order
/// and few of them are two printable characters of ASCII.
[[nodiscard]] std::optional<Utf16Order> detect_utf16(std::string_view bytes) noexcept;

/// Whether `bytes` begins with a byte order mark, which utf16_to_utf8 leaves out.
[[nodiscard]] bool has_utf16_bom(std::string_view bytes) noexcept;

/// UTF-8 without the byte order mark. A surrogate without its partner becomes U+FFFD; an odd last
/// byte is left out.
[[nodiscard]] std::string utf16_to_utf8(std::string_view bytes, Utf16Order order);

/// The byte of the UTF-16 text at which the character at (or around) `utf8_offset` begins.
/// `utf8_text` is what utf16_to_utf8 made, or its front up to that offset; an offset beyond it
/// means its end.
[[nodiscard]] std::size_t utf16_byte_offset(std::string_view utf8_text, std::size_t utf8_offset,
                                            bool had_bom) noexcept;

}  // namespace veto::text

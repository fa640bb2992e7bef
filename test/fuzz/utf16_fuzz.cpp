// Any bytes as UTF-16: the conversion is UTF-8, offsets lead back into the text, and a stream in
// pieces gives what the whole gives.

#include <string>

#include "scan/utf16_decoder.h"
#include "test/fuzz/fuzz.h"
#include "text/utf16.h"
#include "text/utf8.h"

using namespace veto;

namespace {

std::string decode(std::string_view bytes, std::size_t piece) {
  scan::Utf16Decoder decoder;
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += piece)
    text += decoder.feed(bytes.substr(at, piece));
  return text + decoder.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::size_t take = input.number(100) + 1;
  std::string_view bytes = input.rest();
  bytes.remove_suffix(bytes.size() % 2);
  const std::optional<text::Utf16Order> order = text::detect_utf16(bytes);
  if (!order) {
    fuzz::expect(decode(bytes, take).empty(), "nothing of other bytes");
    return 0;
  }
  const std::string converted = text::utf16_to_utf8(bytes, *order);
  const bool marked = text::has_utf16_bom(bytes);
  std::size_t last = 0;
  for (std::size_t at = 0; at <= converted.size(); ++at) {
    const std::size_t offset = text::utf16_byte_offset(converted, at, marked);
    fuzz::expect(offset >= last && offset <= bytes.size() && offset % 2 == 0, "an offset");
    last = offset;
  }
  for (std::string_view rest = converted; !rest.empty();) {
    const auto first = text::first_utf8_char(rest);
    fuzz::expect(first.has_value(), "UTF-8");
    rest.remove_prefix(first->size);
  }
  fuzz::expect(decode(bytes, take) == converted, "a stream gives what the whole gives");
  return 0;
}

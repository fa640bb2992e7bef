#include "text/count.h"

namespace veto::text {

std::string count_of(std::size_t count, std::string_view noun) {
  std::string text = std::to_string(count);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  text += ' ';
  text += noun;
  if (count == 1) return text;
  const bool is_ies = noun.size() > 1 && noun.back() == 'y' &&
                      std::string_view("aeiou").find(noun[noun.size() - 2]) == std::string::npos;
  if (is_ies) text.pop_back();
  return text += is_ies ? "ies" : "s";
}

}  // namespace veto::text

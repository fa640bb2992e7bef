#include "source/source.h"

namespace veto::source {

std::set<std::string> Source::old_objects(const std::set<std::string>& /*objects*/) {
  return {};
}

void Source::each_altered(const std::set<std::string>& /*commits*/, const UseAltered& /*use*/) {}

}  // namespace veto::source

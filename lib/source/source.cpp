#include "source/source.h"

namespace veto::source {

std::set<std::string> Source::old_objects(const std::set<std::string>& /*objects*/) {
  return {};
}

void Source::each_altered(const std::set<std::string>& /*commits*/, const UseAltered& /*use*/) {}

std::vector<model::Replay> Source::named_texts(const git::MeantNames& /*meant*/) {
  return {};
}

}  // namespace veto::source

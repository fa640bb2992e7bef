// The texts of test/corpus/texts: one recipe a file, named like the file that it becomes with
// ".txt" behind it. A text is written as such a file looks, with pieces where it has random parts:
//
//   {hex:40} {uuid} {pem:certificate}   the pieces of docs/RULES.md
//   {~word} {~Word} {~version}          a made-up word, a version, fresh each time
//   {~text:N}                           a sentence of N words
//   {~name} {~Name} {~release}          a word and a version that stay the same within a block
//   {~provider} {~Provider} {~PROVIDER} a provider's name, in the ways in which it is written
//
// A line "%repeat N" and a line "%end" enclose a block that is written N times; "%each" and "%end"
// one that is written once for each provider. Blocks do not nest.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "test/corpus/maker.h"

namespace veto::corpus {

/// `recipe` filled in. `providers` must not be empty.
[[nodiscard]] std::string fill(std::string_view recipe, Maker& maker,
                               const std::vector<std::string>& providers);

}  // namespace veto::corpus

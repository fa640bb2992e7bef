// What a set of rules costs on given text: the time of each layer of the engine, and what each rule
// brings: where it is looked for, how often its pattern is seen, and the time that this takes.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "match/engine.h"

namespace veto::scan {

struct RuleCost {
  std::string_view rule;
  match::Layer layer = match::Layer::Everywhere;
  double events_per_mb = 0.0;      ///< what a database reports: ends of matches, words near values
  double candidates_per_mb = 0.0;  ///< matches of the pattern, before the confirm stage
  double share = 0.0;              ///< of all time, for its expression and the confirm stage
};

struct LayerCost {
  std::size_t rules = 0;
  double share = 0.0;       ///< of all time, in its database
  double text_share = 0.0;  ///< how much of the text its database saw
};

struct SetCost {
  double gigabytes_per_second = 0.0;             ///< one core, matching only
  std::array<LayerCost, match::kLayers> layers;  ///< in the order of match::Layer
  double marking_share = 0.0;                    ///< of all time: marking runs
  double places_share = 0.0;    ///< looking for values by words, their database apart
  std::vector<RuleCost> rules;  ///< most expensive first
};

/// Scans the texts some times, which takes seconds at most for some ten megabytes.
[[nodiscard]] SetCost measure_cost(const match::Engine& engine,
                                   const std::vector<std::string>& texts);

}  // namespace veto::scan

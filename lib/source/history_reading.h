// How a history is read, and what of it is reported: the settings of source::HistorySource.
//
// Whatever they are, what is reported of the same objects is the same.
#pragma once

namespace veto::source {

/// What of the findings is reported; everything is read all the same.
enum class Reported : unsigned char { All, Reachable };

/// How packs are read. Each is a plainer twin of the one before, which must find the same.
enum class PackReading : unsigned char {
  Deltas,  ///< walked; of a text made of another one, the sink is told how
  Whole,   ///< walked, each text for itself
  OneByOne,
};

/// Whether earlier runs came to their ends and could read all that there was.
enum class EarlierRuns : unsigned char { ReadAll, LeftSome };

}  // namespace veto::source

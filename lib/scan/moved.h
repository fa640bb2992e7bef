// Old text in a new place: what a change moves, or copies as a whole file, is not what it adds.
//
// A secret has moved when a file that the change takes away or alters had it before and has it no
// more. With a whole file, renamed or copied, it adds nothing. Moved from one file to another it
// blocks nothing either, but is worth a warning: the line is new there. One that also stays where
// it was is added in the other place.
#pragma once

#include <vector>

#include "model/scan_result.h"
#include "scan/worker.h"
#include "source/source.h"

namespace veto::scan {

/// Drops or lowers the detections of a change that its source can explain so. Costs nothing without
/// any; else as much as scanning what the change alters. What cannot be read becomes a diagnostic
/// of `result` and explains nothing.
void drop_moved(source::Source& source, const WorkerSettings& settings,
                std::vector<Detection>& detections, model::ScanResult& result);

}  // namespace veto::scan

// Files of a history that their names give away (scan/file_rules.h): its texts are read without
// names, and names are looked at when all is read.
//
// Names are asked about one by one, each once; what stands under one that is meant is read again,
// with its path, and judged as a commit that adds it would be.
#pragma once

#include <vector>

#include "model/scan_result.h"
#include "scan/detection.h"
#include "scan/worker.h"
#include "source/source.h"

namespace veto::scan {

/// Adds the findings of files to those of their texts. Returns when all of them are what they are.
confirm::TimeSpan add_named(source::Source& source, const WorkerSettings& settings,
                            std::vector<Detection>& detections, model::ScanResult& result);

}  // namespace veto::scan

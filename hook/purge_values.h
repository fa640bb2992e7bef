// The bytes that have to go, as they stand in the objects: one secret may be written in several
// ways (a key with other line ends), and the rewriting tools know bytes only.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/secret.h"
#include "hook/find_finding.h"
#include "hook/session.h"

namespace veto::hook {

struct PurgeValues {
  std::vector<base::Secret> values;  ///< to replace in files and messages
  std::set<std::string> blobs;       ///< that hold it in a form that cannot be replaced: ids
  std::set<std::string> files;       ///< that go as a whole: paths
  bool in_messages = false;
};

/// Adds what `found` needs. Throws base::Error(Unreadable) when an object cannot be read.
void add_purge_values(Session& session, const FoundFinding& found, PurgeValues& purge);

}  // namespace veto::hook

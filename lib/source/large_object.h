// Trees, commits and tags that are too large to be held, read in pieces. Nobody makes such on
// purpose, unless to fill somebody's memory.
#pragma once

#include <functional>
#include <string_view>

#include "git/object_store.h"
#include "git/tree.h"
#include "model/segment.h"

namespace veto::source {

/// Throws Error(Unreadable), also for what is no tree.
void stream_tree(git::ObjectStore& objects, const git::Oid& id,
                 const std::function<void(const git::TreeEntry&)>& use);

/// The lines before the message go to `use_head`, the message to the sink. Throws
/// Error(Unreadable), also when those lines alone are large.
void stream_message(git::ObjectStore& objects, const git::Oid& id, const model::Segment& segment,
                    model::SegmentSink& sink,
                    const std::function<void(std::string_view head)>& use_head);

}  // namespace veto::source

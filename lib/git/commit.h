// Commit and annotated tag objects, read from their raw bytes: replacement refs and grafts do not
// count, what is stored is what is reported.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "git/object_store.h"
#include "git/oid.h"

namespace veto::git {

struct Commit {
  Oid id;
  Oid tree;
  std::vector<Oid> parents;
  std::string author;     ///< "Name <mail>", raw bytes
  std::int64_t date = 0;  ///< author date, seconds since 1970
  int offset = 0;         ///< of the author's clock, minutes east of UTC
};

struct Tag {
  Oid target;
  ObjectType target_type = ObjectType::Commit;
};

/// Throws Error(Unreadable) for malformed bytes.
[[nodiscard]] Commit parse_commit(const Oid& id, std::string_view bytes);
[[nodiscard]] Tag parse_tag(std::string_view bytes);

/// What stands behind the headers of a commit or tag; a view of `bytes`.
[[nodiscard]] std::string_view message_of(std::string_view bytes);

/// RFC 3339, with the offset as committed: "2026-11-22T01:23:45+01:00".
[[nodiscard]] std::string format_date(std::int64_t seconds, int offset_minutes);

}  // namespace veto::git

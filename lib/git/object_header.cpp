#include "git/object_header.h"

#include "base/error.h"

namespace veto::git {

ObjectType parse_object_type(std::string_view word) {
  if (word == "blob") return ObjectType::Blob;
  if (word == "tree") return ObjectType::Tree;
  if (word == "commit") return ObjectType::Commit;
  if (word == "tag") return ObjectType::Tag;
  throw base::unreadable("unknown object type");
}

std::string_view to_string(ObjectType type) noexcept {
  switch (type) {
    case ObjectType::Commit:
      return "commit";
    case ObjectType::Tree:
      return "tree";
    case ObjectType::Blob:
      return "blob";
    case ObjectType::Tag:
      return "tag";
  }
  return "";
}

}  // namespace veto::git

#include "git/root_commit.h"

#include "git/commit.h"

namespace veto::git {

Oid root_commit(ObjectStore& objects, const Oid& head) {
  Oid at = head;
  while (true) {
    const Object object = objects.read(at, ObjectType::Commit);
    const Commit commit = parse_commit(at, object.bytes());
    if (commit.parents.empty() || !objects.header(commit.parents.front())) return at;
    at = commit.parents.front();
  }
}

}  // namespace veto::git

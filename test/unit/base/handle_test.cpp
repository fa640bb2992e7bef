#include "base/handle.h"

#include <vector>

#include "test/support/catch.h"

using namespace veto;

namespace {

struct Thing {
  int number;
};

std::vector<int> freed;

int free_thing(Thing* thing) {
  freed.push_back(thing->number);
  delete thing;
  return 1;  // C libraries return codes here
}

int make_thing(Thing** out, int number) {
  *out = new Thing{number};
  return 0;
}

int fail_to_make(Thing** /*out*/) {
  return -1;
}

using ThingHandle = base::Handle<Thing, free_thing>;

}  // namespace

TEST_CASE("handle: a C object is freed once, at the end of its handle") {
  freed.clear();
  {
    ThingHandle handle;
    CHECK(make_thing(base::Out(handle), 1) == 0);
    CHECK(handle->number == 1);
    ThingHandle other = std::move(handle);
    CHECK(freed.empty());
  }
  CHECK(freed == std::vector<int>{1});
}

TEST_CASE("handle: what it held before is freed when it adopts another object") {
  freed.clear();
  {
    ThingHandle handle;
    make_thing(base::Out(handle), 1);
    make_thing(base::Out(handle), 2);
    CHECK(freed == std::vector<int>{1});
  }
  CHECK(freed == std::vector<int>{1, 2});
}

TEST_CASE("handle: a call that fails leaves it empty") {
  freed.clear();
  ThingHandle handle;
  CHECK(fail_to_make(base::Out(handle)) == -1);
  CHECK(handle == nullptr);
}

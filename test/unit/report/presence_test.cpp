#include "report/presence.h"

#include "test/support/catch.h"
#include "test/unit/report/results.h"

using namespace veto;
using namespace report::test;
using report::presence_of;
using report::seconds_of;

TEST_CASE("presence: dates of commits become points in time") {
  CHECK(seconds_of("1970-01-01T00:00:00Z") == 0);
  CHECK(seconds_of("2026-11-22T01:02:03+01:00") == 1795305723);
  CHECK(seconds_of("2026-11-22T00:02:03Z") == 1795305723);
  CHECK(seconds_of("1969-12-31T23:29:59-00:30") == -1);
  CHECK(seconds_of("2024-02-29T12:00:00-12:45") == 1709253900);
  for (const char* text :
       {"", "2026-11-22", "2026-11-22T01:02:03", "2026-02-30T01:02:03Z", "2026-11-22 01:02:03Z",
        "2026-11-22T01:02:03+1:00", "x026-11-22T01:02:03Z", "2026-11-22T01:02:03Zzz",
        "2026--1-22T01:02:03Z"}) {
    CAPTURE(text);
    CHECK_FALSE(seconds_of(text));
  }
}

TEST_CASE("presence: one place in HEAD is enough; else the newest removal counts") {
  model::Finding finding = finding_at("a");
  finding.places.push_back(place_at("b", 1));
  finding.places.push_back(place_at("c", 1));
  CHECK_FALSE(presence_of(finding).in_head);
  CHECK(presence_of(finding).removal == nullptr);

  finding.places[0].removed = std::string(40, 'a');
  finding.places[0].removed_date = "2024-01-01T23:00:00-05:00";  // later than the next one
  finding.places[1].removed = std::string(40, 'b');
  finding.places[1].removed_date = "2024-01-02T00:30:00Z";
  CHECK(presence_of(finding).removal == finding.places.data());

  finding.places[2].in_head = true;
  CHECK(presence_of(finding).in_head);
  CHECK(presence_of(finding).removal == nullptr);
}

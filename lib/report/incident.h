// A redacted incident report to fill in: what leaked, where, since when, who could have it, and
// what is to be done. As Markdown, and as JSON (`git-veto/incident/1`).
#pragma once

#include <string>
#include <vector>

#include "report/whereabouts.h"

namespace veto::report {

/// When it came in and went out; empty texts where that is not known.
struct Exposure {
  std::string from;
  std::string author;
  std::string commit;
  std::string until;  ///< a time and what happened, or in words
};
[[nodiscard]] Exposure exposure_of(const Whereabouts& found);

[[nodiscard]] std::vector<std::string> checklist_for(const Whereabouts& found);

struct IncidentEvent {
  std::string time;  ///< empty: to be filled in
  std::string what;
};
[[nodiscard]] std::vector<IncidentEvent> timeline_of(const Whereabouts& found,
                                                     const std::string& today);

/// `today` is YYYY-MM-DD: when the report was made.
[[nodiscard]] std::string incident(const Whereabouts& found, const std::string& today);
[[nodiscard]] std::string incident_json(const Whereabouts& found, const std::string& today);

}  // namespace veto::report

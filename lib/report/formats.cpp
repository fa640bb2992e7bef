#include "report/formats.h"

#include <algorithm>
#include <array>

#include "report/csv.h"
#include "report/github.h"
#include "report/gitlab.h"
#include "report/gitleaks.h"
#include "report/html.h"
#include "report/json.h"
#include "report/junit.h"
#include "report/markdown.h"
#include "report/sarif.h"

namespace veto::report {
namespace {

/// A report that has no colours and no commands that depend on where they are typed.
template <std::string (*kReport)(const model::ScanResult&, Secrets)>
std::string plain(const model::ScanResult& result, const HumanOptions& options) {
  return kReport(result, options.secrets);
}

constexpr std::array kFormats{
    Format{"human", Audience::People, listing},
    Format{"json", Audience::Programs, plain<json_report>},
    Format{"jsonl", Audience::Programs, plain<jsonl_report>},
    Format{"sarif", Audience::Programs, plain<sarif_report>},
    Format{"junit", Audience::Programs, plain<junit_report>},
    Format{"csv", Audience::Programs, plain<csv_report>},
    Format{"markdown", Audience::Programs, plain<markdown_report>},
    Format{"github", Audience::Programs, plain<github_report>},
    Format{"gitlab", Audience::Programs, plain<gitlab_report>},
    Format{"gitleaks", Audience::Programs, plain<gitleaks_report>},
    Format{"html", Audience::Programs, plain<html_report>},
};

}  // namespace

std::span<const Format> formats() noexcept {
  return kFormats;
}

const Format* find_format(std::string_view name) noexcept {
  const auto found = std::find_if(kFormats.begin(), kFormats.end(),
                                  [name](const Format& format) { return format.name == name; });
  return found == kFormats.end() ? nullptr : &*found;
}

}  // namespace veto::report

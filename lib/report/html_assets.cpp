#include "report/html_assets.h"

#include <cstddef>

// Of html_assets.S: where each file begins and ends.
extern "C" {
extern const char veto_html_page[], veto_html_page_end[];
extern const char veto_html_style[], veto_html_style_end[];
extern const char veto_html_data[], veto_html_data_end[];
extern const char veto_html_elements[], veto_html_elements_end[];
extern const char veto_html_charts[], veto_html_charts_end[];
extern const char veto_html_timeline[], veto_html_timeline_end[];
extern const char veto_html_table[], veto_html_table_end[];
extern const char veto_html_finding[], veto_html_finding_end[];
extern const char veto_html_start[], veto_html_start_end[];
}

namespace veto::report {
namespace {

std::string_view between(const char* begin, const char* end) noexcept {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::string_view html_page() noexcept {
  return between(veto_html_page, veto_html_page_end);
}

std::string_view html_style() noexcept {
  return between(veto_html_style, veto_html_style_end);
}

std::string html_script() {
  std::string script;
  script += between(veto_html_data, veto_html_data_end);
  script += between(veto_html_elements, veto_html_elements_end);
  script += between(veto_html_charts, veto_html_charts_end);
  script += between(veto_html_timeline, veto_html_timeline_end);
  script += between(veto_html_table, veto_html_table_end);
  script += between(veto_html_finding, veto_html_finding_end);
  script += between(veto_html_start, veto_html_start_end);
  return script;
}

}  // namespace veto::report

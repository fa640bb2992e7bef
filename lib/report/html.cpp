#include "report/html.h"

#include <map>
#include <optional>
#include <string_view>

#include "report/html_assets.h"
#include "report/html_data.h"
#include "report/html_parts.h"
#include "report/presence.h"
#include "text/checksum.h"
#include "text/encoding.h"
#include "text/escape.h"

namespace veto::report {
namespace {

using Parts = std::map<std::string_view, std::string>;

std::string hash_source(std::string_view content) {
  return "'sha256-" + text::encode_base64(text::sha256(content)) + "'";
}

/// Nothing is loaded, nothing is sent, and only these very texts are obeyed.
std::string security_policy(std::string_view style, std::string_view script) {
  return "default-src 'none'; style-src " + hash_source(style) + "; script-src " +
         hash_source(script) +
         "; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";
}

/// The time of the report; without one, the newest that it tells of.
std::string as_of(const model::ScanResult& result) {
  if (!result.as_of.empty()) return result.as_of;
  std::string newest;
  for (const model::Finding& finding : result.findings) {
    for (const model::Place& place : finding.places) {
      for (const std::string& date : {place.date, place.removed_date}) {
        if (seconds_of(newest) < seconds_of(date)) newest = date;
      }
    }
  }
  return newest;
}

std::string title(const model::ScanResult& result) {
  std::string name = result.source.repository;
  while (name.ends_with('/')) name.pop_back();
  name = name.substr(name.rfind('/') + 1);
  return html_headline(result) + (name.empty() ? "" : " - " + text::for_terminal(name)) +
         " - git-veto";
}

/// Puts each part where the page names it; what a part says is not looked into.
std::string fill(std::string_view page, const Parts& parts) {
  std::string text;
  while (true) {
    const std::size_t open = page.find("{{");
    text += page.substr(0, open);
    if (open == std::string_view::npos) return text;
    const std::size_t close = page.find("}}", open);
    text += parts.at(page.substr(open + 2, close - open - 2));
    page.remove_prefix(close + 2);
  }
}

}  // namespace

std::string html_report(const model::ScanResult& result, Secrets secrets) {
  const std::string script = html_script();
  const std::string style(html_style());
  const std::string time = as_of(result);
  return fill(html_page(), {
                               {"policy", text::escape_html(security_policy(style, script))},
                               {"title", text::escape_html(title(result))},
                               {"style", style},
                               {"tone", std::string(html_tone(result))},
                               {"headline", text::escape_html(html_headline(result))},
                               {"facts", html_facts(result, time)},
                               {"tiles", html_tiles(result)},
                               {"banners", html_banners(result, secrets)},
                               {"fallback", html_plain_findings(result, secrets)},
                               {"exceptions", html_exceptions(result)},
                               {"coverage", html_coverage(result)},
                               {"about", html_about(result)},
                               {"data", html_data(result, time, secrets)},
                               {"script", script},
                           });
}

}  // namespace veto::report

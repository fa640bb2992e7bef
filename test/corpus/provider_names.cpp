#include "test/corpus/provider_names.h"

#include <set>
#include <string_view>

#include "rules/builtin.h"

namespace veto::corpus {
namespace {

constexpr std::string_view kOthers[] = {
    "abuseipdb",     "adafruit",     "aha",          "airbrake",    "aiven",       "algolia",
    "amplitude",     "asana",        "auth0",        "avalara",     "bamboohr",    "baremetrics",
    "beamer",        "bitly",        "bitrise",      "blazemeter",  "box",         "braintree",
    "browserstack",  "bugsnag",      "calendly",     "chargebee",   "circleci",    "clearbit",
    "clickup",       "clockify",     "cloudinary",   "codacy",      "codeclimate", "codecov",
    "codeship",      "coinbase",     "convertkit",   "coveralls",   "crowdin",     "datadog",
    "deepgram",      "deepl",        "discord",      "disqus",      "docusign",    "dropbox",
    "elasticsearch", "etsy",         "eventbrite",   "facebook",    "fastly",      "firebase",
    "flickr",        "fossa",        "freshdesk",    "gitbook",     "gitter",      "giphy",
    "gocardless",    "gumroad",      "heroku",       "honeycomb",   "hotjar",      "instagram",
    "intercom",      "ipinfo",       "jenkins",      "jira",        "keen",        "klaviyo",
    "kraken",        "kubernetes",   "launchdarkly", "linkedin",    "localstack",  "logdna",
    "loggly",        "mailjet",      "mandrill",     "messagebird", "mixpanel",    "monday",
    "nasa",          "nexmo",        "new-relic",    "okta",        "onesignal",   "opsgenie",
    "optimizely",    "pagerduty",    "papertrail",   "pingdom",     "pivotal",     "plivo",
    "pubnub",        "pusher",       "quay",         "rollbar",     "salesforce",  "saucelabs",
    "scrutinizer",   "segment",      "sematext",     "sendbird",    "sendinblue",  "sentry",
    "shodan",        "signalfx",     "smartsheet",   "snowflake",   "snyk",        "sonarcloud",
    "spotify",       "splunk",       "squarespace",  "statuspage",  "strava",      "stytch",
    "sumologic",     "surveymonkey", "teamcity",     "todoist",     "travis",      "trello",
    "tumblr",        "twitch",       "twitter",      "unsplash",    "uptimerobot", "vimeo",
    "virustotal",    "vonage",       "wakatime",     "webflow",     "wordpress",   "workday",
    "youtube",       "zapier",       "zendesk",      "zoho",        "zoom",
};

/// "New Relic" becomes "new-relic".
std::string slug(std::string_view name) {
  std::string made;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool plain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (plain)
      made += lower;
    else if (!made.empty() && made.back() != '-')
      made += '-';
  }
  while (made.ends_with('-')) made.pop_back();
  return made;
}

/// Context words that are no names: their texts would say "token = HASH".
bool is_secretish(std::string_view word) {
  for (const std::string_view part :
       {"key", "token", "secret", "passw", "pwd", "auth", "cred", "bearer", "pass", "sign"})
    if (word.find(part) != std::string_view::npos) return true;
  return false;
}

}  // namespace

std::vector<std::string> provider_names() {
  std::set<std::string> names;
  for (const std::string_view name : kOthers) names.insert(std::string(name));
  for (const rules::Rule& rule : rules::builtin_rules().set.rules) {
    names.insert(slug(rule.provider));
    for (const std::string_view word : rule.confirm.context)
      if (!is_secretish(slug(word))) names.insert(slug(word));
  }
  std::erase_if(names, [](const std::string& name) { return name.size() < 3; });
  return {names.begin(), names.end()};
}

}  // namespace veto::corpus

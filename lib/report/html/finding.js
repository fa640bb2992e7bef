// The page of one finding: where it stands, what it opens, what to do, and the commands for it.

const routeOf = (finding) => "#/finding/" + finding.key;

function findingPage(finding, report, table) {
  const rule = finding.rule;
  return [
    findingNavigation(finding, table),
    h("header", {class: "finding-head"},
      h("p", {class: "badges"}, badge(finding.tier), severityMark(rule.severity), badge(finding.state),
        finding.presence ? h("span", {class: "presence " + finding.presence}, PRESENCES[finding.presence]) : null),
      h("h1", {tabindex: "-1", id: "finding-title"}, rule.title),
      h("p", {class: "quiet"}, rule.provider ? rule.provider + " \u00b7 " : "", h("code", {}, rule.id))),
    contextBlock(finding),
    exceptionNote(finding),
    h("div", {class: "columns"},
      h("div", {}, opensSection(rule), stepsSection(finding, report)),
      h("div", {}, factsSection(finding, report), commandsSection(finding, report))),
    placesSection(finding, report),
    referencesSection(rule),
  ];
}

function findingNavigation(finding, table) {
  const {before, after, at, count} = table.neighbours(finding);
  const link = (other, text, label) => (other
    ? h("a", {href: routeOf(other), "aria-label": label}, text)
    : h("span", {class: "quiet", "aria-hidden": "true"}, text));
  return h("nav", {class: "crumbs", "aria-label": "Findings"},
    h("a", {href: "#/", id: "back"}, "\u2190 All findings"),
    h("span", {class: "step"}, link(before, "\u2191 Previous", "Previous finding"),
      at < 0 ? null : h("span", {class: "quiet"}, formatNumber(at + 1) + " of " + formatNumber(count)),
      link(after, "\u2193 Next", "Next finding")));
}

/// The line with all masked but the name before the secret and the secret's public beginning.
function contextBlock(finding) {
  const place = finding.first;
  const lines = place.end ? place.end - place.line + 1 : 1;
  const secret = h("mark", {}, finding.revealed === undefined ? finding.secret : finding.revealed);
  return h("figure", {class: "context"},
    h("figcaption", {}, h("code", {}, place.where),
      lines > 1 ? h("span", {class: "quiet"}, " " + countOf(lines, "line")) : null),
    h("pre", {tabindex: "0"}, h("span", {class: "number", "aria-hidden": "true"}, String(place.line)),
      h("span", {class: "masked"}, place.label ? "" : "... "), place.label || "", secret,
      h("span", {class: "masked"}, " ...")),
    h("p", {class: "quiet"}, finding.revealed === undefined
      ? "Masked: the secret shows its public beginning and its length, the rest of the line nothing but the name."
      : "In full, because the report was made with --reveal."));
}

function exceptionNote(finding) {
  if (finding.state === "open") return null;
  const how = {mark: "by a mark on its line", "allow-file": "by the allow file", config: "by the configuration",
    baseline: "by the baseline"}[finding.how] || "";
  return h("p", {class: "note"}, badge(finding.state), " " + how +
    (finding.reason ? ": " + finding.reason : ", without a reason") +
    (finding.expires ? " (until " + finding.expires + ")" : ""));
}

function opensSection(rule) {
  if (!rule.opens) return null;
  return h("section", {}, h("h2", {}, "What it opens"), h("p", {}, rule.opens));
}

function stepsSection(finding, report) {
  const steps = [];
  if (finding.rule.revoke) steps.push([h("strong", {}, "Make it useless. "), finding.rule.revoke]);
  else steps.push([h("strong", {}, "Make it useless. "), "Replace or revoke it where it was issued."]);
  if (finding.rule.misuse) steps.push([h("strong", {}, "Look for misuse. "), finding.rule.misuse]);
  if (finding.presence === "removed" || finding.presence === "elsewhere")
    steps.push([h("strong", {}, "HEAD does not have it, the history does. "),
      "Whoever clones the repository gets it; revoking is what helps."]);
  else if (finding.presence === "message")
    steps.push([h("strong", {}, "A message stays as it is. "), "Only rewriting the history takes it out."]);
  else
    steps.push([h("strong", {}, "Take it out of the files. "),
      "Read the value from the environment or from your secret store."]);
  if (report.hasHistory)
    steps.push([h("strong", {}, "Then decide about the history. "),
      "Rewriting it is worth it only once the secret is replaced."]);
  return h("section", {}, h("h2", {}, "What to do"), h("ol", {class: "steps"},
    steps.map((step) => h("li", {}, step))));
}

function factsSection(finding, report) {
  const commit = finding.first.commit;
  const facts = [
    ["Id", h("code", {}, finding.id)],
    ["Note", finding.note || null],
    ["Proven by", {checksum: "its checksum", structure: "its structure", pair: "the pair it is part of",
      none: "its form alone"}[finding.verified]],
    ["Introduced", commit ? h("span", {}, h("code", {}, commit.id.slice(0, 12)), " ", dayOf(commit.date),
      isNaN(finding.age) ? "" : " (" + agoOf(finding.age) + ")") : null],
    ["Author", finding.author || null],
    ["Removed", finding.removal ? h("span", {}, h("code", {}, finding.removal.id.slice(0, 12)), " ",
      dayOf(finding.removal.date), isNaN(finding.gone - finding.introduced) ? ""
        : ", after " + ageOf(finding.gone - finding.introduced).replace("today", "less than a day")) : null],
    ["Reached by", finding.reached || null],
  ];
  return h("section", {}, h("h2", {}, "Facts"), h("dl", {class: "facts"}, facts.filter((fact) => fact[1])
    .map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))));
}

function commandsSection(finding, report) {
  const commands = [["What the rule says", "git veto explain " + finding.rule.id]];
  if (report.hasHistory) {
    commands.push(["Every commit that has to do with it", "git veto trace " + finding.id]);
    commands.push(["How to take it out of the history", "git veto purge-plan " + finding.id]);
  }
  if (finding.state === "open")
    commands.push(["It is no secret: record why", "git veto allow " + finding.id + " --reason \"why\""]);
  return h("section", {}, h("h2", {}, "Commands"), h("ul", {class: "commands"}, commands.map(([what, command]) => {
    const button = h("button", {type: "button", "aria-label": "Copy: " + command,
      click: () => copyText(command, button)}, "Copy");
    return h("li", {}, h("span", {}, what), h("div", {class: "command"}, h("code", {}, command), button));
  })));
}

/// What is still in HEAD first, what nothing reaches last, the newest first.
function byRelevance(places) {
  const rankOf = (place) => (place.head ? 0 : place.reached === "unreachable" ? 2 : 1);
  const timeOf = (place) => (isNaN(place.time) ? -Infinity : place.time);
  return [...places].sort((a, b) => rankOf(a) - rankOf(b) || (timeOf(a) === timeOf(b) ? 0 : timeOf(b) - timeOf(a)));
}

function placesSection(finding, report) {
  const heads = ["Where"].concat(report.hasCommits ? ["Commit", "Author", "Date", "Reached by"] : [])
    .concat(report.hasHistory ? ["HEAD"] : []);
  const rows = byRelevance(finding.places).map((place) => h("tr", {},
    h("td", {}, h("code", {}, place.where)),
    report.hasCommits ? [
      h("td", {}, place.commit ? h("code", {title: place.commit.id}, place.commit.id.slice(0, 12)) : ""),
      h("td", {}, place.commit ? place.commit.author || "" : ""),
      h("td", {class: "date"}, place.commit ? dayOf(place.commit.date) : ""),
      h("td", {class: "refs"}, place.refs || place.reached || "")] : null,
    report.hasHistory ? h("td", {}, place.head ? "still there"
      : place.reached === "message" ? "part of the history" : place.removed ? h("span", {}, "removed ", dayOf(place.removed.date), " by ",
        h("code", {title: place.removed.id}, place.removed.id.slice(0, 12))) : "never there") : null));
  const hidden = finding.total - rows.length;
  return h("section", {}, h("h2", {}, countOf(finding.total, "place")),
    finding.counts ? h("p", {class: "quiet"}, finding.counts.slice(finding.counts.indexOf(": ") + 2)) : null,
    h("div", {class: "wide"}, h("table", {}, h("thead", {}, h("tr", {},
      heads.map((name) => h("th", {scope: "col"}, name)))), h("tbody", {}, rows))),
    hidden > 0 ? h("p", {class: "quiet"}, "... and " + formatNumber(hidden) + " more") : null);
}

/// Links that are followed only by a click, and tell the other side nothing.
function referencesSection(rule) {
  if (rule.references.length === 0) return null;
  return h("section", {}, h("h2", {}, "Read more"), h("ul", {class: "lines"}, rule.references.map((reference) =>
    h("li", {}, reference.startsWith("https://")
      ? h("a", {href: reference, rel: "noreferrer noopener", target: "_blank"}, reference) : reference))));
}

// Charts that are tables: each row a name, a bar and a number, so that whoever cannot see the bars
// reads the same. Names are buttons that narrow the table of findings down.

function barChart(title, parts, rows, note, kind) {
  const most = Math.max(1, ...rows.map((row) => row.counts.reduce((sum, count) => sum + count, 0)));
  const head = h("tr", {}, h("th", {scope: "col"}, "Value"), h("th", {scope: "col"}, "Findings"));
  const body = rows.map((row) => barRow(row, parts, most));
  const legend = parts.length < 2 ? null : h("p", {class: "legend", "aria-hidden": "true"},
    parts.map((part) => h("span", {}, h("i", {class: "fill " + part.kind}), part.name)));
  return h("section", {class: "card " + (kind || "")}, h("h3", {}, title), legend,
    h("table", {class: "bars"}, h("thead", {class: "unseen"}, head), h("tbody", {}, body)),
    note ? h("p", {class: "quiet"}, note) : null);
}

function barRow(row, parts, most) {
  const total = row.counts.reduce((sum, count) => sum + count, 0);
  const name = row.choose && total > 0
    ? h("button", {type: "button", class: "link", title: row.title, click: row.choose}, row.name)
    : h("span", {title: row.title}, row.name);
  const bar = h("div", {class: "bar", "aria-hidden": "true"});
  row.counts.forEach((count, i) => {
    if (count === 0) return;
    const piece = h("i", {class: "fill " + (row.kind || parts[i].kind), title: parts[i].name + ": " + count});
    piece.style.width = (100 * count) / most + "%";
    bar.append(piece);
  });
  const words = row.counts.map((count, i) => formatNumber(count) + " " + parts[i].name).join(", ");
  const number = parts.length === 1 ? h("span", {}, formatNumber(total))
    : [h("span", {"aria-hidden": "true"}, formatNumber(total)), h("span", {class: "unseen"}, words)];
  return h("tr", {}, h("th", {scope: "row"}, name),
    h("td", {class: total === 0 ? "none" : ""}, h("div", {class: "measure"}, bar, number)));
}

/// Of "Name <mail>" the name.
const nameOf = (author) => author.replace(/ *<.*$/, "") || author;

function severityChart(report, choose) {
  const parts = STATES.map((state) => ({name: state, kind: state}))
    .filter((part) => part.name === "open" || report.findings.some((each) => each.state === part.name));
  const rows = SEVERITIES.map((severity) => ({
    name: severity,
    counts: parts.map((part) => report.findings.filter((each) =>
      each.rule.severity === severity && each.state === part.name).length),
    choose: () => choose({severity}),
  }));
  return barChart("Severity", parts, rows);
}

const AGES = [
  ["under a week", 7],
  ["under a month", 31],
  ["under a year", 366],
  ["under 3 years", 3 * 366],
  ["3 years and more", Infinity],
];

function ageChart(report) {
  const open = report.findings.filter((each) => each.state === "open");
  const dated = open.filter((each) => !isNaN(each.age));
  if (dated.length === 0) return null;
  let above = -Infinity;
  const rows = AGES.map(([name, days]) => {
    const from = above;
    above = days;
    return {name, counts: [dated.filter((each) => each.age >= from * DAY && each.age < days * DAY).length]};
  });
  const undated = open.length - dated.length;
  return barChart("Age of what is open", [{name: "Findings", kind: "open"}], rows,
    undated ? countOf(undated, "open finding") + " without a date" : "");
}

function rankChart(title, report, valueOf, choose, wordFor) {
  const most = 6;
  const pairs = countBy(report.findings, valueOf).filter(([value]) => value !== "");
  if (pairs.length < 2) return null;
  const rows = pairs.slice(0, most).map(([value, count]) =>
    ({name: wordFor ? wordFor(value) : value, title: value, counts: [count], choose: () => choose(value)}));
  const rest = pairs.slice(most).reduce((sum, pair) => sum + pair[1], 0);
  return barChart(title, [{name: "Findings", kind: "plain"}], rows,
    rest ? "and " + formatNumber(rest) + " in " + formatNumber(pairs.length - most) + " more" : "", "rank");
}

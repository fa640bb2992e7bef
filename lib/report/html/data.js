"use strict";
// The findings of the report with what follows from them: dates as numbers, ages, the text that is
// searched. Nothing here touches the page but to read its data.

const DAY = 86400000;
const TIERS = ["block", "warn", "info"];
const SEVERITIES = ["critical", "high", "medium", "low"];
const STATES = ["open", "allowed", "baselined"];

const PRESENCES = {
  head: "in HEAD",
  removed: "gone from HEAD",
  elsewhere: "never in HEAD",
  message: "in a message",
};

function readReport() {
  const data = JSON.parse(document.getElementById("data").textContent);
  const report = {
    kind: data.kind,
    asOf: data.asOf ? Date.parse(data.asOf) : NaN,
    hasHistory: data.kind === "history",
    hasCommits: data.kind === "history" || data.kind === "range",
    findings: [],
    byKey: new Map(),
  };
  data.findings.forEach((raw, index) => {
    const finding = readFinding(raw, index, data, report);
    // One secret may be two findings: allowed in some places, open in others.
    finding.key = finding.id;
    for (let part = 2; report.byKey.has(finding.key); ++part) finding.key = finding.id + "." + part;
    report.findings.push(finding);
    report.byKey.set(finding.key, finding);
  });
  return report;
}

function readFinding(raw, index, data, report) {
  const finding = Object.assign({}, raw);
  finding.index = index;
  finding.rule = data.rules[raw.rule];
  finding.places = raw.places.map((place) => readPlace(place, data));
  finding.total = raw.places.length + (raw.more || 0);
  finding.first = finding.places[0];
  const dates = finding.places.map((place) => place.time).filter((time) => !isNaN(time));
  finding.introduced = dates.length ? Math.min(...dates) : NaN;
  finding.age = report.asOf - finding.introduced;
  finding.removal = raw.removed === undefined ? null : data.commits[raw.removed];
  finding.gone = finding.removal ? Date.parse(finding.removal.date) : NaN;
  finding.presence = presenceOf(finding, report);
  finding.reached = finding.first.reached || "";
  finding.folder = folderOf(finding.first);
  finding.author = finding.first.commit ? finding.first.commit.author || "" : "";
  finding.text = searchText(finding);
  return finding;
}

function readPlace(raw, data) {
  const place = Object.assign({}, raw);
  place.commit = raw.commit === undefined ? null : data.commits[raw.commit];
  place.removed = raw.removed === undefined ? null : data.commits[raw.removed];
  place.time = place.commit && place.commit.date ? Date.parse(place.commit.date) : NaN;
  return place;
}

function presenceOf(finding, report) {
  if (!report.hasHistory) return "";
  if (finding.head) return "head";
  if (finding.removal) return "removed";
  return finding.places.every((place) => place.reached === "message") ? "message" : "elsewhere";
}

function folderOf(place) {
  if (!place.path) return "(no path)";
  const parts = place.path.split("/");
  parts.pop();
  return parts.length ? parts.slice(0, 2).join("/") + "/" : "(top)";
}

function searchText(finding) {
  const words = [finding.id, finding.rule.id, finding.rule.title, finding.rule.provider,
    finding.secret, finding.state, finding.tier, finding.rule.severity, finding.note || "",
    finding.reason || "", PRESENCES[finding.presence] || ""];
  for (const place of finding.places) {
    words.push(place.where, place.refs || "");
    if (place.commit) words.push(place.commit.id, place.commit.author || "", place.commit.date || "");
  }
  return words.join("\n").toLowerCase();
}

/// How many findings there are of each value, as pairs, in the order of `known`, then by number.
function countBy(findings, valueOf, known) {
  const counts = new Map((known || []).map((value) => [value, 0]));
  for (const finding of findings) {
    const value = valueOf(finding);
    counts.set(value, (counts.get(value) || 0) + 1);
  }
  const pairs = [...counts];
  return known ? pairs : pairs.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

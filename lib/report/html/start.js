// The start of the page: draws the overview, follows the address to a finding and back, listens to
// keys, switches between light and dark.

const report = readReport();
const overviewTitle = document.title;
const overview = document.getElementById("overview");
const article = document.getElementById("finding");
let table = null;
let openFinding = null;
let overviewScroll = 0;

function drawOverview() {
  document.body.append(h("p", {id: "announcements", class: "unseen", role: "status"}));
  const section = document.getElementById("findings");
  if (report.findings.length === 0) return;
  table = new FindingTable(report, section);
  const choose = (values) => {
    table.choose(values);
    section.scrollIntoView({block: "start"});
    table.search.focus({preventScroll: true});
  };
  const cards = [
    severityChart(report, choose),
    ageChart(report),
    rankChart("Providers", report, (f) => f.rule.provider, (provider) => choose({provider})),
    rankChart("Folders", report, (f) => f.folder, (folder) => choose({folder})),
    rankChart("Introduced by", report, (f) => f.author, (author) => choose({author}), nameOf),
  ].filter(Boolean);
  document.getElementById("charts").append(h("h2", {class: "unseen"}, "Charts"),
    h("div", {class: "cards"}, h("div", {class: "strip"}, cards), report.hasCommits ? timelineChart(report) : null));
  window.dispatchEvent(new Event("resize"));
  table.measure();
  table.draw();
}

function showFinding(finding) {
  if (!openFinding) overviewScroll = window.scrollY;
  openFinding = finding;
  article.replaceChildren(...findingPage(finding, report, table).filter(Boolean));
  overview.hidden = true;
  article.hidden = false;
  document.title = finding.rule.title + ", " + finding.first.where + " - git-veto";
  window.scrollTo(0, 0);
  document.getElementById("finding-title").focus({preventScroll: true});
}

function showOverview() {
  const left = openFinding;
  openFinding = null;
  article.hidden = true;
  article.replaceChildren();
  overview.hidden = false;
  document.title = overviewTitle;
  if (!left) return;
  window.scrollTo(0, overviewScroll);
  table.focus(left);
}

function follow() {
  const match = /^#\/finding\/(.+)$/.exec(location.hash);
  const finding = match ? report.byKey.get(match[1].replace(/%3a/i, ":")) : null;
  if (finding) {
    showFinding(finding);
  } else {
    showOverview();
    if (match) announce("There is no such finding in this report");
  }
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "/" && !typing && table) {
    event.preventDefault();
    if (openFinding) location.hash = "#/";
    window.setTimeout(() => { table.search.focus(); table.search.select(); }, 0);
  } else if (event.key === "Escape" && openFinding) {
    location.hash = "#/";
  } else if (event.key === "Escape" && event.target === (table || {}).search) {
    table.choose({});
    table.table.focus();
  } else if (event.key === "ArrowDown" && event.target === (table || {}).search) {
    event.preventDefault();
    table.table.focus();
  }
}

/// As the system has it, then light, then dark. Nothing is remembered.
function addThemeButton() {
  const themes = ["auto", "light", "dark"];
  let current = 0;
  const button = h("button", {type: "button", click: () => {
    current = (current + 1) % themes.length;
    if (current === 0) document.documentElement.removeAttribute("data-theme");
    else document.documentElement.setAttribute("data-theme", themes[current]);
    button.textContent = "Theme: " + themes[current];
  }}, "Theme: auto");
  document.getElementById("tools").append(button);
}

document.documentElement.classList.add("scripted");
addThemeButton();
drawOverview();
follow();
window.addEventListener("hashchange", follow);
document.addEventListener("keydown", onKey);

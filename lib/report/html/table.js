// The table of findings: search, filters, sorting. Only the rows in sight are in the page, so that
// ten thousand cost no more than fifty; the table tells assistive software how many there are.

const SPARE_ROWS = 6;
const MOST_PRINTED = 2000;

const rank = (list) => (value) => list.indexOf(value);

const COLUMNS = [
  {id: "tier", title: "Tier", key: (f) => rank(TIERS)(f.tier), cell: (f) => badge(f.tier)},
  {id: "severity", title: "Severity", key: (f) => rank(SEVERITIES)(f.rule.severity),
    cell: (f) => severityMark(f.rule.severity)},
  {id: "what", title: "What", key: (f) => f.rule.title.toLowerCase(), cell: whatCell},
  {id: "where", title: "Where", key: (f) => f.first.where.toLowerCase(), cell: whereCell},
  {id: "since", title: "Introduced", commits: true, key: (f) => (isNaN(f.introduced) ? Infinity : f.introduced),
    cell: sinceCell},
  {id: "presence", title: "HEAD", history: true, key: (f) => Object.keys(PRESENCES).indexOf(f.presence),
    cell: presenceCell},
  {id: "state", title: "State", key: (f) => rank(STATES)(f.state), cell: (f) => badge(f.state)},
];

function whatCell(finding) {
  return [h("a", {href: routeOf(finding), tabindex: "-1", class: "name"}, finding.rule.title),
    h("code", {class: "quiet"}, finding.secret)];
}

function whereCell(finding) {
  const more = finding.total > 1 ? h("span", {class: "quiet"}, "+" + formatNumber(finding.total - 1)) : null;
  const where = finding.first.where;
  const name = where.lastIndexOf("/") + 1;
  return h("span", {class: "place", title: where}, name > 0 ? h("code", {class: "folder"}, where.slice(0, name)) : null,
    h("code", {class: "file"}, where.slice(name)), more);
}

function sinceCell(finding) {
  if (isNaN(finding.introduced)) return h("span", {class: "quiet"}, "unknown");
  return [h("span", {}, dayOf(finding.first.commit && finding.first.commit.date)),
    h("span", {class: "quiet"}, ageOf(finding.age))];
}

function presenceCell(finding) {
  const text = {head: "in HEAD", removed: "gone", elsewhere: "never in", message: "message"}[finding.presence] || "";
  return [h("span", {class: "presence " + finding.presence}, text),
    finding.removal ? h("span", {class: "quiet"}, dayOf(finding.removal.date)) : null];
}

const FILTERS = [
  {id: "tier", title: "Tier", value: (f) => f.tier, known: TIERS},
  {id: "severity", title: "Severity", value: (f) => f.rule.severity, known: SEVERITIES},
  {id: "state", title: "State", value: (f) => f.state, known: STATES},
  {id: "presence", title: "HEAD", value: (f) => f.presence, known: Object.keys(PRESENCES), words: PRESENCES},
  {id: "reached", title: "Reached by", value: (f) => f.reached},
  {id: "verified", title: "Proven by", value: (f) => f.verified},
  {id: "rule", title: "Rule", value: (f) => f.rule.id},
  {id: "provider", title: "Provider", value: (f) => f.rule.provider, hidden: true},
  {id: "folder", title: "Folder", value: (f) => f.folder, hidden: true},
  {id: "author", title: "Author", value: (f) => f.author, hidden: true},
];

class FindingTable {
  constructor(report, section) {
    this.report = report;
    this.section = section;
    this.columns = COLUMNS.filter((each) => (!each.history || report.hasHistory) &&
      (!each.commits || report.hasCommits));
    this.chosen = {};
    this.words = [];
    this.sort = {id: "tier", up: true};
    this.shown = report.findings;
    this.active = 0;
    this.rowHeight = 52;
    this.drawn = "";
    this.build();
    this.order();
    this.update();
  }

  build() {
    this.search = h("input", {type: "search", id: "search", placeholder: "Search all text",
      "aria-keyshortcuts": "/", autocomplete: "off", spellcheck: "false",
      input: () => { this.words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean); this.update(); }});
    this.filters = h("div", {class: "filters"}, h("label", {class: "search"},
      h("span", {class: "unseen"}, "Search findings"), this.search, h("kbd", {"aria-hidden": "true"}, "/")));
    this.selects = {};
    for (const filter of FILTERS) this.addFilter(filter);
    this.reset = h("button", {type: "button", click: () => this.choose({})}, "Reset");
    this.filters.append(this.reset);
    this.count = h("p", {class: "count", role: "status"});

    this.heads = this.columns.map((column) => h("th", {scope: "col", role: "columnheader",
      class: "col-" + column.id}, h("button", {type: "button", class: "sort",
      click: () => this.sortBy(column.id)}, column.title, h("span", {class: "arrow", "aria-hidden": "true"}))));
    this.above = h("tr", {class: "spacer", role: "presentation"});
    this.below = h("tr", {class: "spacer", role: "presentation"});
    this.body = h("tbody", {role: "rowgroup"});
    this.table = h("table", {role: "grid", class: "findings", tabindex: "0", "aria-labelledby": "findings-title",
      "aria-colcount": this.columns.length, "aria-describedby": "grid-help",
      keydown: (event) => this.onKey(event)},
      h("thead", {role: "rowgroup"}, h("tr", {role: "row", "aria-rowindex": "1"}, this.heads)), this.body);
    this.scroller = h("div", {class: "scroller"}, this.table);
    this.empty = h("p", {class: "empty", hidden: true}, "No finding matches.");
    this.scroller.addEventListener("scroll", () => this.draw(), {passive: true});
    this.section.append(this.filters, this.count, this.scroller, this.empty, h("p", {id: "grid-help", class: "quiet keys"},
      "Keys: ", h("kbd", {}, "/"), " search, ", h("kbd", {}, "\u2191"), " ", h("kbd", {}, "\u2193"),
      " move, ", h("kbd", {}, "Enter"), " open, ", h("kbd", {}, "Esc"), " back."));
    window.addEventListener("resize", () => { this.measure(); this.draw(); });
    window.addEventListener("beforeprint", () => this.draw(Math.min(this.shown.length, MOST_PRINTED)));
    window.addEventListener("afterprint", () => { this.drawn = ""; this.draw(); });
  }

  addFilter(filter) {
    const pairs = countBy(this.report.findings, filter.value, filter.known)
      .filter(([value, count]) => value !== "" && count > 0);
    if (pairs.length < 2 && !filter.hidden) return;
    if (!filter.known) pairs.sort((a, b) => (a[0] < b[0] ? -1 : 1));
    const select = h("select", {change: () => this.choose(Object.assign({}, this.chosen,
      {[filter.id]: select.value}))}, h("option", {value: ""}, filter.title + ": all"),
      pairs.map(([value, count]) => h("option", {value},
        ((filter.words || {})[value] || value) + " (" + formatNumber(count) + ")")));
    const label = h("label", {class: filter.hidden ? "extra" : ""}, h("span", {class: "unseen"}, filter.title), select);
    label.hidden = Boolean(filter.hidden);
    this.selects[filter.id] = {select, label, hidden: Boolean(filter.hidden)};
    this.filters.append(label);
  }

  /// Shows what has all of these values, and nothing else; {} is all.
  choose(values) {
    this.chosen = {};
    for (const [id, value] of Object.entries(values)) {
      if (value && this.selects[id]) this.chosen[id] = value;
    }
    if (Object.keys(values).length === 0) {
      this.search.value = "";
      this.words = [];
    }
    for (const [id, entry] of Object.entries(this.selects)) {
      entry.select.value = this.chosen[id] || "";
      if (entry.hidden) entry.label.hidden = !this.chosen[id];
      entry.select.classList.toggle("chosen", Boolean(this.chosen[id]));
    }
    this.update();
  }

  order() {
    const column = this.columns.find((each) => each.id === this.sort.id);
    const keys = new Map(this.report.findings.map((finding) => [finding, column.key(finding)]));
    const sign = this.sort.up ? 1 : -1;
    this.ordered = this.report.findings.slice().sort((a, b) => {
      const x = keys.get(a), y = keys.get(b);
      if (x !== y) return x < y ? -sign : sign;
      return STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
        SEVERITIES.indexOf(a.rule.severity) - SEVERITIES.indexOf(b.rule.severity) || a.index - b.index;
    });
    this.columns.forEach((each, i) => {
      const sorted = each.id === this.sort.id;
      if (sorted) this.heads[i].setAttribute("aria-sort", this.sort.up ? "ascending" : "descending");
      else this.heads[i].removeAttribute("aria-sort");
    });
  }

  sortBy(id) {
    this.sort = {id, up: this.sort.id === id ? !this.sort.up : true};
    this.order();
    this.update();
  }

  update() {
    const wanted = FILTERS.filter((each) => this.chosen[each.id]);
    this.shown = this.ordered.filter((finding) =>
      wanted.every((each) => each.value(finding) === this.chosen[each.id]) &&
      this.words.every((word) => finding.text.includes(word)));
    const all = this.report.findings.length;
    this.count.textContent = this.shown.length === all ? countOf(all, "finding")
      : formatNumber(this.shown.length) + " of " + countOf(all, "finding");
    this.reset.hidden = wanted.length === 0 && this.words.length === 0;
    this.active = 0;
    this.scroller.scrollTop = 0;
    this.scroller.hidden = this.shown.length === 0;
    this.empty.hidden = this.shown.length > 0;
    this.table.setAttribute("aria-rowcount", this.shown.length + 1);
    this.drawn = "";
    this.draw();
  }

  measure() {
    const row = this.body.querySelector("tr.row");
    if (row && row.offsetHeight > 0) this.rowHeight = row.offsetHeight;
    this.drawn = "";
  }

  /// Puts the rows in sight into the page; all of the first `printed` if that is given.
  draw(printed) {
    const first = printed ? 0 : Math.max(0, Math.floor(this.scroller.scrollTop / this.rowHeight) - SPARE_ROWS);
    const inSight = Math.ceil((this.scroller.clientHeight || 800) / this.rowHeight) + 2 * SPARE_ROWS;
    const last = Math.min(this.shown.length, printed || first + inSight);
    const key = first + "-" + last;
    if (key === this.drawn && !printed) return;
    this.drawn = key;
    const rows = [];
    for (let i = first; i < last; ++i) rows.push(this.row(i));
    this.above.style.height = first * this.rowHeight + "px";
    this.below.style.height = printed ? "0px" : (this.shown.length - last) * this.rowHeight + "px";
    this.body.replaceChildren(this.above, ...rows, this.below);
    this.mark();
  }

  row(i) {
    const finding = this.shown[i];
    return h("tr", {class: "row " + finding.tier + " " + finding.state, role: "row", id: "row-" + i,
      "aria-rowindex": i + 2, click: (event) => this.onClick(event, i)},
      this.columns.map((column) => h("td", {role: "gridcell", class: "col-" + column.id}, column.cell(finding))));
  }

  mark() {
    const before = this.body.querySelector(".active");
    if (before) before.classList.remove("active");
    const row = document.getElementById("row-" + this.active);
    if (row) {
      row.classList.add("active");
      this.table.setAttribute("aria-activedescendant", row.id);
    } else {
      this.table.removeAttribute("aria-activedescendant");
    }
  }

  move(to) {
    this.active = Math.max(0, Math.min(this.shown.length - 1, to));
    const head = this.table.tHead.offsetHeight;
    const top = this.active * this.rowHeight;
    const room = this.scroller.clientHeight - head - this.rowHeight;
    if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    else if (top > this.scroller.scrollTop + room) this.scroller.scrollTop = top - room;
    this.draw();
    this.mark();
  }

  onKey(event) {
    if (event.target !== this.table || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / this.rowHeight) - 2);
    const moves = {ArrowDown: this.active + 1, ArrowUp: this.active - 1, PageDown: this.active + page,
      PageUp: this.active - page, Home: 0, End: this.shown.length - 1};
    if (event.key in moves) this.move(moves[event.key]);
    else if (event.key === "Enter") this.open(this.active);
    else return;
    event.preventDefault();
  }

  onClick(event, i) {
    const isSelecting = String(window.getSelection()) !== "";
    if (!event.target.closest("a") && !isSelecting) this.open(i);
  }

  open(i) {
    const finding = this.shown[i];
    if (finding) location.hash = routeOf(finding);
  }

  /// The findings before and behind this one, as they are listed now.
  neighbours(finding) {
    const at = this.shown.indexOf(finding);
    return {before: this.shown[at - 1] || null, after: at < 0 ? null : this.shown[at + 1] || null, at,
      count: this.shown.length};
  }

  /// Back from a finding's page: where the reader was.
  focus(finding) {
    const at = this.shown.indexOf(finding);
    this.measure();
    if (at >= 0) this.move(at);
    this.table.focus({preventScroll: true});
    this.section.scrollIntoView({block: "nearest"});
  }
}

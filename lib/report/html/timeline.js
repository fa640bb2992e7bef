// When secrets came and went: a line of how many stood in HEAD, and columns of what each period
// brought and, downwards, took away. A table says the same.

const PERIODS = [
  {name: "month", months: 1, label: (y, m) => y + "-" + String(m + 1).padStart(2, "0")},
  {name: "quarter", months: 3, label: (y, m) => y + " Q" + (m / 3 + 1)},
  {name: "year", months: 12, label: (y) => String(y)},
  {name: "five years", months: 60, label: (y) => y + "-" + (y + 4)},
];
const MOST_COLUMNS = 40;

function monthOf(time) {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function timelineColumns(report) {
  const dated = report.findings.filter((each) => !isNaN(each.introduced));
  if (dated.length === 0) return null;
  const times = dated.map((each) => monthOf(each.introduced))
    .concat(dated.filter((each) => !isNaN(each.gone)).map((each) => monthOf(each.gone)));
  const newest = isNaN(report.asOf) ? -Infinity : monthOf(report.asOf);
  const first = times.reduce((a, b) => Math.min(a, b));
  const last = times.reduce((a, b) => Math.max(a, b), newest);
  const period = PERIODS.find((each) => (last - first) / each.months < MOST_COLUMNS) || PERIODS[3];
  const from = Math.floor(first / period.months);
  const count = Math.min(Math.floor(last / period.months) - from + 1, 400);
  const columns = Array.from({length: count}, (unused, i) => {
    const month = (from + i) * period.months;
    return {name: period.label(Math.floor(month / 12), month % 12), kept: 0, other: 0, gone: 0, live: 0};
  });
  const at = (time) => columns[Math.min(Math.floor(monthOf(time) / period.months) - from, count - 1)];
  for (const finding of dated) {
    ++at(finding.introduced)[finding.presence === "head" || !report.hasHistory ? "kept" : "other"];
    if (finding.presence === "head" || !isNaN(finding.gone)) ++at(finding.introduced).live;
    if (!isNaN(finding.gone)) {
      ++at(finding.gone).gone;
      --at(finding.gone).live;
    }
  }
  for (let i = 1; i < count; ++i) columns[i].live += columns[i - 1].live;
  return {columns, period: period.name};
}

/// Round numbers for an axis that reaches `most`, in about so many steps.
function ticksTo(most, steps) {
  const rough = Math.max(most, 1) / steps;
  const power = Math.pow(10, Math.floor(Math.log10(rough)));
  const step = Math.max(1, [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough));
  const ticks = [];
  for (let tick = 0; tick < most + step; tick += step) ticks.push(tick);
  return ticks;
}

const TIMELINE_NAMES = {
  kept: "introduced, still in HEAD",
  other: "introduced, not in HEAD's files",
  gone: "removed from HEAD",
};

function timelineChart(report) {
  const made = timelineColumns(report);
  if (!made) return null;
  const {columns, period} = made;
  const hasHead = report.hasHistory;
  const names = hasHead ? Object.entries(TIMELINE_NAMES) : [["kept", "introduced"]];
  const legend = names.map(([kind, name]) => h("span", {}, h("i", {class: "fill " + kind}), name));
  if (hasHead) legend.push(h("span", {}, h("i", {class: "line"}), "live in HEAD"));
  const heads = names.map(([, name]) => name).concat(hasHead ? ["live in HEAD"] : []);
  const rows = columns.filter((each) => each.kept + each.other + each.gone > 0).map((each) =>
    h("tr", {}, h("th", {scope: "row"}, each.name),
      names.map(([kind]) => h("td", {}, formatNumber(each[kind]))),
      hasHead ? h("td", {}, formatNumber(each.live)) : null));
  const holder = h("div", {class: "drawing"});
  window.addEventListener("resize", () => {
    const width = Math.max(280, holder.clientWidth);
    if (holder.clientWidth > 0) holder.replaceChildren(timelineDrawing(columns, hasHead, width));
  });
  return h("section", {class: "card broad"}, h("h3", {}, (hasHead ? "Introduced and removed, by " : "Introduced, by ") + period),
    h("p", {class: "legend", "aria-hidden": "true"}, legend),
    holder,
    h("details", {}, h("summary", {}, "The same as a table"), h("div", {class: "wide"},
      h("table", {}, h("thead", {}, h("tr", {}, h("th", {scope: "col"}, "From"),
        heads.map((name) => h("th", {scope: "col"}, name)))), h("tbody", {}, rows)))));
}

function timelineDrawing(columns, hasHead, width) {
  const height = hasHead ? 310 : 210;
  const most = (valueOf) => Math.max(...columns.map(valueOf));
  const up = most((each) => each.kept + each.other), down = most((each) => each.gone);
  const live = most((each) => each.live);
  const left = 18 + 7 * formatNumber(Math.max(up, live)).length;
  const frame = {left, right: width - 6, step: (width - 6 - left) / columns.length};
  const drawing = svg("svg", {viewBox: "0 0 " + width + " " + height, role: "img", class: "timeline",
    "aria-label": "Secrets introduced and removed over time; the table below says the same."});
  if (hasHead) drawLive(drawing, columns, frame, scaleOf(ticksTo(live, 2), 0, 10, 106));
  drawColumns(drawing, columns, frame, scaleOf(ticksTo(up, 3), down, hasHead ? 132 : 10, height - 26));
  const every = Math.ceil((columns.length * 84) / width);
  for (let i = 0; i < columns.length; i += every)
    drawing.append(svg("text", {x: frame.left + (i + 0.5) * frame.step, y: height - 6,
      "text-anchor": "middle"}, columns[i].name));
  return drawing;
}

/// From the last tick at `top` to `below` under zero at `bottom`.
function scaleOf(ticks, below, top, bottom) {
  const most = ticks[ticks.length - 1];
  const unit = (bottom - top) / (most + below);
  return {ticks, unit, at: (value) => top + (most - value) * unit};
}

function drawTicks(drawing, frame, scale) {
  for (const tick of scale.ticks) {
    const y = scale.at(tick);
    drawing.append(svg("line", {x1: frame.left, x2: frame.right, y1: y, y2: y, class: tick ? "grid" : "axis"}),
      svg("text", {x: frame.left - 8, y: y + 4, "text-anchor": "end"}, formatNumber(tick)));
  }
}

function drawLive(drawing, columns, frame, scale) {
  drawTicks(drawing, frame, scale);
  const points = columns.map((column, i) =>
    (frame.left + (i + 0.5) * frame.step).toFixed(1) + "," + scale.at(column.live).toFixed(1));
  drawing.append(svg("polyline", {points: points.join(" "), class: "live"}));
  const last = points[points.length - 1].split(",");
  drawing.append(svg("circle", {cx: last[0], cy: last[1], r: 3.5, class: "live-end"}));
}

function drawColumns(drawing, columns, frame, scale) {
  drawTicks(drawing, frame, scale);
  const thick = Math.min(frame.step * 0.72, 40);
  columns.forEach((column, i) => {
    const x = frame.left + i * frame.step + (frame.step - thick) / 2;
    const piece = (kind, count, y) => {
      if (count > 0) drawing.append(svg("rect", {x, y, width: thick, height: Math.max(count * scale.unit, 1),
        class: kind}, svg("title", {}, column.name + ": " + formatNumber(count) + " " + TIMELINE_NAMES[kind])));
    };
    piece("kept", column.kept, scale.at(column.kept));
    piece("other", column.other, scale.at(column.kept + column.other));
    piece("gone", column.gone, scale.at(0));
  });
}

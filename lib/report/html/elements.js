// Elements, and values in words.

/// h("a", {href: "#", class: "x"}, "text", element ...): attributes that are functions are
/// listeners, null children are left out. Text stays text: no markup is ever parsed.
function h(name, attributes, ...children) {
  return filled(document.createElement(name), attributes, children);
}

function svg(name, attributes, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key, value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined) element.append(child);
  }
  return element;
}

const formatNumber = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

function countOf(count, noun) {
  return formatNumber(count) + " " + noun + (count === 1 ? "" : "s");
}

/// The day as the commit has it, whatever the reader's time zone.
const dayOf = (date) => (date ? date.slice(0, 10) : "");

function ageOf(milliseconds) {
  if (isNaN(milliseconds)) return "";
  const days = Math.max(0, Math.floor(milliseconds / DAY));
  if (days < 1) return "today";
  if (days < 14) return countOf(days, "day");
  if (days < 60) return countOf(Math.floor(days / 7), "week");
  if (days < 730) return countOf(Math.floor(days / 30.44), "month");
  return countOf(Math.floor(days / 365.25), "year");
}

function agoOf(milliseconds) {
  const age = ageOf(milliseconds);
  return age === "today" ? age : age + " ago";
}

// A sign for each, so that no meaning lies in a colour alone.
const SIGNS = {block: "\u25a0", warn: "\u25b2", info: "\u25cf", open: "\u25cb", allowed: "\u2713",
  baselined: "\u2713"};

function badge(kind, text) {
  return h("span", {class: "badge " + kind}, h("span", {"aria-hidden": "true"}, SIGNS[kind] || ""),
    (SIGNS[kind] ? " " : "") + (text || kind));
}

/// The severity as filled marks out of four.
function severityMark(severity) {
  const level = 4 - SEVERITIES.indexOf(severity);
  const marks = [0, 1, 2, 3].map((i) => h("i", {class: i < level ? "on" : ""}));
  return h("span", {class: "severity " + severity}, h("span", {class: "marks", "aria-hidden": "true"},
    marks), " " + severity);
}

/// Says something to a screen reader, and to nobody else.
function announce(text) {
  const region = document.getElementById("announcements");
  region.textContent = "";
  window.setTimeout(() => { region.textContent = text; }, 30);
}

async function copyText(text, button) {
  let copied = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch (refused) {
    copied = copyBySelection(text);
  }
  const before = button.textContent;
  button.textContent = copied ? "Copied" : "Not copied";
  announce(copied ? "Copied" : "The browser did not allow copying");
  window.setTimeout(() => { button.textContent = before; }, 1500);
}

/// For pages that are not served securely.
function copyBySelection(text) {
  const area = h("textarea", {readonly: true, "aria-hidden": "true", class: "offscreen"});
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}

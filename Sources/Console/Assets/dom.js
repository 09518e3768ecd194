// Elements without markup text: nothing from outside is ever parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element[name] = value;
    else if (name === "value") { element.setAttribute("value", value); element.value = value; }
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/** An element: h("button", {onclick: f, class: "x"}, "text"). */
export const h = (name, attributes, ...children) => build(document.createElement(name), attributes, children);

/** The same in SVG. */
export const s = (name, attributes, ...children) => build(document.createElementNS(SVG, name), attributes, children);

export const byID = (id) => document.getElementById(id);

const HANDLERS = ["onclick", "onsubmit", "oninput", "onchange", "onkeydown", "ontoggle"];

/**
 * Makes the children of an element what is given, and keeps whatever did not change: the focus, what a screen reader
 * is at, and what is being typed stay. An element is the same while its name, id and `data-key` are.
 */
export function show(parent, ...children) {
  const wanted = document.createElement("div");
  add(wanted, children);
  merge(parent, wanted);
  for (const place of parent.querySelectorAll("[data-made]")) {
    if (place.made === place.dataset.made) continue;
    place.made = place.dataset.made;
    show(place, place.make());
  }
}

/** What is dear to make, and made anew only when its key changes. */
export function made(key, make) {
  const place = h("div", { "data-made": key });
  place.make = make;
  return place;
}

function merge(old, wanted) {
  let place = old.firstChild;
  for (const node of [...wanted.childNodes]) {
    const match = find(place, node);
    if (!match) { old.insertBefore(node, place); continue; }
    while (place !== match) { const next = place.nextSibling; place.remove(); place = next; }
    place = match.nextSibling;
    update(match, node);
  }
  while (place) { const next = place.nextSibling; place.remove(); place = next; }
}

function find(place, node) {
  for (let candidate = place; candidate; candidate = candidate.nextSibling) if (isSame(candidate,
    node)) return candidate;
  return null;
}

function isSame(a, b) {
  if (a.nodeType !== b.nodeType || a.nodeName !== b.nodeName) return false;
  return a.nodeType !== Node.ELEMENT_NODE
    || (a.id === b.id && a.getAttribute("data-key") === b.getAttribute("data-key"));
}

function update(old, wanted) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== wanted.data) old.data = wanted.data;
    return;
  }
  for (const { name } of [...old.attributes]) {
    // a person opened or closed it
    if (!wanted.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS")) old.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (wanted.make) { old.make = wanted.make; return; }
  for (const name of HANDLERS) if (old[name] !== wanted[name]) old[name] = wanted[name];
  if (old.nodeName === "TEXTAREA") return;
  merge(old, wanted);
}

let isFirstOfTwo = false;

/** Says something to a screen reader; `urgent` interrupts what it is saying. */
export function say(text, urgent = false) {
  const place = byID(urgent ? "assertive" : "polite");
  // the same words twice are news as well
  isFirstOfTwo = !isFirstOfTwo;
  place.textContent = text + (isFirstOfTwo ? "" : "\u00a0");
}

/** A table of rows; the first cell of a row is its head. */
export function table(caption, heads, rows, attributes = {}) {
  return h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": caption },
    h("table", attributes,
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, index) =>
        index === 0 ? h("th", { scope: "row" }, cell) : h("td", {}, cell)))))));
}

/** Names and values. */
export function facts(rows) {
  return h("dl", { class: "facts" }, rows.filter(Boolean).map(([name, value, isLoud]) =>
    h("div", { class: isLoud ? "loud" : null }, h("dt", {}, name), h("dd", {}, value))));
}

// Elements are made here and nowhere else; what comes from the data goes in as text.

const SVG = "http://www.w3.org/2000/svg";

const $ = (id) => document.getElementById(id);

function make(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const h = (tag, attributes, ...children) => make(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => make(document.createElementNS(SVG, tag), attributes, children);

/** A name from the data, kept apart from the direction of the text around it. */
const name = (text) => h("bdi", { dir: "auto" }, text);

/** A link that can only lead to the web. */
const link = (url, ...children) =>
  /^https?:\/\//i.test(url)
    ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children)
    : h("span", {}, ...children);

const button = (label, click, attributes, ...children) =>
  h("button", { type: "button", click, ...attributes }, ...(children.length ? children : [label]));

function replace(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
}

/** Small drawings: shapes of actors and signs on buttons. */
const SHAPES = {
  dot: ["circle", { cx: 8, cy: 8, r: 6.5 }],
  square: ["rect", { x: 2, y: 2, width: 12, height: 12, rx: 1 }],
  hexagon: ["polygon", { points: "4.6,2 11.4,2 15,8 11.4,14 4.6,14 1,8" }],
  triangle: ["polygon", { points: "8,1.5 15,14 1,14" }],
  diamond: ["polygon", { points: "8,1 15,8 8,15 1,8" }],
  star: ["polygon", { points: "8,1 10,6 15.4,6.2 11.2,9.6 12.6,15 8,12 3.4,15 4.8,9.6 .6,6.2 6,6" }],
};

function mark(shape, tone) {
  const [tag, attributes] = SHAPES[shape] ?? SHAPES.dot;
  return svg("svg", { class: `mark ${tone}`, viewBox: "0 0 16 16", "aria-hidden": "true" }, svg(tag, attributes));
}

const SIGNS = {
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  play: "M5 3l8 5-8 5z",
  pause: "M5.5 3v10M10.5 3v10",
};
const sign = (kind) =>
  svg("svg", { class: "sign", viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: SIGNS[kind] }));

// Elements are made here and nowhere else; data becomes text nodes and attributes, never markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "width%") node.style.width = `${value}%`;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

export function say(words) {
  const toast = document.getElementById("toast");
  toast.textContent = words;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (toast.textContent = ""), 2500);
}

// Characters that act or hide: shown as what they are. The text around them stays one node.
const ACTS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

export function shown(text) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(ACTS)) {
    if (found.index > at) nodes.push(text.slice(at, found.index));
    const code = found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    nodes.push(h("span", { class: "escape", "data-character": found[0] }, `U+${code}`));
    at = found.index + found[0].length;
  }
  nodes.push(text.slice(at));
  return nodes;
}

export const number = (value) => value.toLocaleString("en");
export const counted = (value, noun, plural = `${noun}s`) => `${number(value)} ${value === 1 ? noun : plural}`;

export function percent(share) {
  if (share > 0 && share < 0.01) return "<1%";
  return share >= 1 ? "100%" : `${Math.round(Math.min(share, 0.99) * 100)}%`;
}

export function bar(share) {
  return h("span", { class: "share" }, h("i", {}, h("b", { "width%": share * 100 })), h("span", {}, percent(share)));
}

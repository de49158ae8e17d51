// Pictures as files, for a paper or a slide.

import { h } from "./dom.js";

// name: of the file; made: a promise of a Blob, when somebody asks
export function saving(label, name, made) {
  return h("button", { type: "button", onclick: async () => download(name, await made()) }, label);
}

function download(name, blob) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export const painted = (canvas) => new Promise((done) => canvas.toBlob(done, "image/png"));

const LOOK = ["fill", "stroke", "stroke-width", "stroke-opacity", "font-family", "font-size", "text-anchor", "paint-order"];

// A drawing as it looks here, by itself: no style sheet and no links.
export async function traced(svg) {
  const copy = svg.cloneNode(true);
  const [own, its] = [svg, copy].map((root) => [root, ...root.querySelectorAll("*")]);
  own.forEach((node, k) => {
    const look = getComputedStyle(node);
    for (const name of LOOK) if (look.getPropertyValue(name)) its[k].setAttribute(name, look.getPropertyValue(name));
  });
  copy.querySelectorAll("a").forEach((link) => link.removeAttribute("href"));
  const [, , width, height] = svg.getAttribute("viewBox").split(" ");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const paper = document.createElementNS(copy.namespaceURI, "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: getComputedStyle(svg).backgroundColor })) paper.setAttribute(name, value);
  copy.prepend(paper);
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
}

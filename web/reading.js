// A text with marks: laid out from stretches [start, end, wrap], where `wrap` puts an element around a piece of text.

import { h, shown } from "./dom.js";

// Which of overlapping stretches owns each piece: the first in the list that covers it. Returns [start, end, stretch].
export function owned(stretches) {
  const cuts = [...new Set(stretches.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const opening = new Map();
  stretches.forEach((stretch, rank) => {
    if (!opening.has(stretch.start)) opening.set(stretch.start, []);
    opening.get(stretch.start).push([rank, stretch]);
  });
  const pieces = [];
  let active = [];
  for (let k = 0; k + 1 < cuts.length; k++) {
    active = active.filter(([, stretch]) => stretch.end > cuts[k]);
    active.push(...(opening.get(cuts[k]) ?? []));
    if (!active.length) continue;
    const [, owner] = active.reduce((best, one) => (one[0] < best[0] ? one : best));
    const last = pieces[pieces.length - 1];
    if (last && last.stretch === owner && last.end === cuts[k]) last.end = cuts[k + 1];
    else pieces.push({ start: cuts[k], end: cuts[k + 1], stretch: owner });
  }
  return pieces;
}

const PART = 4000; // characters, and on to the end of the line: what is not in sight is not laid out
const LONG = 8; // parts
const [WIDE, HIGH] = [64, 1.62]; // how many characters a line may have, and its height in em: a guess, for what is not in sight

// chunks: what there is of the text; pieces: in order, not overlapping; wrap(piece, nodes of a slice) -> element.
// Its `redraw(pieces, changed)` draws those parts again that stretches [start, end] in `changed` reach into.
export function reading(chunks, pieces, wrap, label) {
  const box = h("div", { class: "reading", role: "document", "aria-label": label, dir: "auto" });
  const parts = [];
  for (const chunk of chunks) {
    if (chunk.start > 0 || box.childNodes.length) box.append(gap());
    const cuts = chunk.cuts(PART);
    for (let k = 0; k + 1 < cuts.length; k++) {
      const node = h("div", { class: "part", "data-start": cuts[k], "data-end": cuts[k + 1] });
      parts.push({ node, chunk, start: cuts[k], end: cuts[k + 1] });
      box.append(node);
    }
  }
  if (!chunks.length) box.append(h("span", { class: "gap" }, "This text is not in the page."));
  box.classList.toggle("long", parts.length > LONG);
  for (const part of parts) {
    if (parts.length > LONG) part.node.style.containIntrinsicSize = `auto 100px auto ${height(part)}em`;
    layOut(part, pieces, wrap);
  }
  box.redraw = (now, changed) => {
    for (const part of parts) {
      if (changed.some(([start, end]) => start < part.end && end > part.start)) layOut(part, now, wrap);
    }
  };
  return box;
}

function layOut({ node, chunk, start, end }, pieces, wrap) {
  const nodes = [];
  let at = start;
  for (let k = firstBehind(pieces, start); k < pieces.length && pieces[k].start < end; k++) {
    const own = { ...pieces[k], start: Math.max(pieces[k].start, start), end: Math.min(pieces[k].end, end) };
    if (own.start > at) nodes.push(...shown(chunk.slice(at, own.start)));
    nodes.push(wrap(own, chunk));
    at = own.end;
  }
  if (at < end) nodes.push(...shown(chunk.slice(at, end)));
  node.replaceChildren(...nodes);
}

function firstBehind(pieces, offset) {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle].end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function height({ chunk, start, end }) {
  const lines = chunk.slice(start, end).split("\n").map((line) => Math.max(Math.ceil(line.length / WIDE), 1));
  return Math.round(lines.reduce((sum, count) => sum + count, -1) * HIGH);
}

const gap = () => h("span", { class: "gap" }, "… not in this report …");

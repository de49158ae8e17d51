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

// chunks: what there is of the text; pieces: in order, not overlapping; wrap(piece, nodes of a slice) -> element.
export function reading(chunks, pieces, wrap, label) {
  const box = h("div", { class: "reading", role: "document", "aria-label": label, dir: "auto" });
  for (const chunk of chunks) {
    if (chunk.start > 0 && !box.children.length && !box.textContent) box.append(gap());
    else if (box.childNodes.length) box.append(gap());
    let at = chunk.start;
    for (const piece of pieces) {
      if (piece.end <= chunk.start || piece.start >= chunk.end) continue;
      const [start, end] = [Math.max(piece.start, chunk.start), Math.min(piece.end, chunk.end)];
      if (start > at) box.append(...shown(chunk.slice(at, start)));
      box.append(wrap({ ...piece, start, end }, chunk));
      at = end;
    }
    if (at < chunk.end) box.append(...shown(chunk.slice(at, chunk.end)));
  }
  if (!chunks.length) box.append(h("span", { class: "gap" }, "This text is not in the page."));
  return box;
}

const gap = () => h("span", { class: "gap" }, "… not in this report …");

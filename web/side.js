// Two documents side by side: what they share is marked, and scrolls together.

import { address, copied, judged } from "./address.js";
import { counted, h, number, shown } from "./dom.js";
import { at, matchAt, pair, side } from "./links.js";
import { completed, KINDS, matchesOf, matchOf } from "./matches.js";
import { owned, reading } from "./reading.js";

export async function sidePage(report, a, b, wanted) {
  const list = await matchesOf(report, a, b);
  const asked = wanted ? await chosen(report, a, b, wanted, list) : 0;
  await Promise.all(list.map((match) => completed(report, match)));
  const first = list[asked];
  list.sort((one, other) => one.a[0] - other.a[0] || one.b[0] - other.b[0]);
  let here = Math.max(list.indexOf(first), 0);
  const chunks = [await report.text(a), await report.text(b)];
  const panes = [a, b].map((document, k) => h("div", { class: "pane sheet", tabindex: "0", role: "region", "aria-label": `${k ? "Right" : "Left"}: ${report.name(document)}` }));
  const status = h("output", { "aria-live": "polite" });
  const scores = h("ul", { class: "scores" });
  const together = h("input", { type: "checkbox", checked: true });
  const places = [h("span", { class: "quiet small" }), h("span", { class: "quiet small" })];

  const spans = [0, 1].map((k) => list.map((match, n) => ({ start: match[k ? "b" : "a"][0], end: match[k ? "b" : "a"][1], n })).sort((x, y) => y.end - y.start - (x.end - x.start)));
  const pieces = (k) => owned([...spans[k].filter(({ n }) => n === here), ...spans[k].filter(({ n }) => n !== here)]);
  const texts = panes.map((pane, k) => {
    const wrap = (piece, chunk) => marked(list[piece.stretch.n], piece, chunk, k, piece.stretch.n === here, () => go(piece.stretch.n, k));
    const text = reading(chunks[k], pieces(k), wrap, report.name(k ? b : a));
    pane.append(text);
    return text;
  });

  // Bring match `number` to the upper part of both panes; by: the pane that stays as it is.
  function go(number, by = -1) {
    if (!list.length) return;
    const before = list[here];
    here = (number + list.length) % list.length;
    texts.forEach((text, k) => text.redraw(pieces(k), [before, list[here]].map((match) => match[k ? "b" : "a"])));
    bring(by);
    tell();
  }

  // What comes into sight is laid out then, and may be higher than was thought: so once more, a frame later.
  function bring(by, again = 2) {
    panes.forEach((pane, k) => {
      const mark = pane.querySelector("mark.here");
      if (mark && k !== by) pane.scrollTop += mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 5;
    });
    quiet = performance.now();
    const own = here;
    if (again) requestAnimationFrame(() => own === here && bring(by, again - 1));
  }

  async function tell() {
    const match = list[here];
    status.textContent = `${number(here + 1)} of ${counted(list.length, "shared passage")}`;
    const details = await report.family(match.family);
    const base = report.passages.from[match.family];
    places.forEach((place, k) => (place.textContent = report.where(details, (k ? match.second : match.first) - base)));
    const size = report.places(match.family).length;
    scores.replaceChildren(
      h("li", {}, h("b", {}, match.kind ?? report.passages.kind[match.family])),
      ...(match.scores ? report.scores.map(([name, meaning], k) => match.scores[k] !== null && h("li", { title: meaning }, `${name} `, h("b", {}, rounded(match.scores[k])))).filter(Boolean) : [h("li", {}, "compared here: the report has no match of these two places")]),
      h("li", {}, h("a", { href: at("passage", report.passages.id[match.family]) }, `all ${counted(size, "place")}`)),
      h("li", {}, match.id ? address("match", match.id, matchAt(report, match.family, match.id)) : h("a", { href: pair(report, match.first, match.second), onclick: copied }, "link to these places")),
      ...verdict(match)
    );
    history.replaceState(null, "", match.id ? side(a, b, match.id) : pair(report, match.first, match.second));
  }

  // What a baseline says of this match; nothing where there is none, or where the report does not have the match.
  function verdict(match) {
    if (!match.id || report.fresh(match.family) === null) return [];
    return [h("li", {}, judged(match.known ? 0 : 1, 1, ""), match.known && report.passages.reason[match.family] && ` (${report.passages.reason[match.family]})`)];
  }

  // While one pane is scrolled, the other goes where its text stands: between passages in proportion.
  let quiet = 0;
  function follow(from) {
    if (!together.checked || performance.now() - quiet < 120) return;
    const [own, other] = [panes[from], panes[1 - from]];
    const line = own.clientHeight / 3;
    const points = anchors(panes, list, from);
    const top = own.scrollTop + line;
    let k = points.findIndex(([y]) => y > top);
    if (k < 1) k = k < 0 ? points.length - 1 : 1;
    const [[y0, z0], [y1, z1]] = [points[k - 1], points[k]];
    quiet = performance.now();
    other.scrollTop = z0 + ((top - y0) / Math.max(y1 - y0, 1)) * (z1 - z0) - line;
  }
  let active = 0;
  panes.forEach((pane, k) => {
    for (const event of ["pointerenter", "focusin", "touchstart", "wheel"]) pane.addEventListener(event, () => (active = k), { passive: true });
    pane.addEventListener("scroll", () => active === k && follow(k), { passive: true });
  });

  const kinds = [...new Set(list.flatMap((match) => match.marks.flat().map((mark) => mark.kind)))];
  const legend = Object.keys(KINDS).filter((kind) => kinds.includes(kind)).map((kind) => h("li", {}, h("span", { class: `d ${kind}` }, KINDS[kind])));
  const step = (label, key, by) => h("button", { type: "button", "aria-keyshortcuts": key, onclick: () => go(here + by) }, label);
  const missing = [a, b].filter((document) => !report.whole(document));
  return {
    title: `${report.name(a)} and ${report.name(b)}`,
    crumbs: [h("a", { href: at("document", a) }, report.name(a)), "side by side"],
    next: () => go(here + 1),
    previous: () => go(here - 1),
    drawn: () => go(here),
    nodes: [
      h("h1", { tabindex: "-1", class: "hidden" }, `${report.name(a)} and ${report.name(b)}, side by side`),
      list.length
        ? h("div", { class: "steps" }, step("← Previous", "p", -1), step("Next →", "n", 1), status, h("label", {}, together, " scroll together"))
        : h("p", { class: "notice" }, "These two share no passage."),
      scores,
      h("ul", { class: "legend", "aria-label": "What the marks mean" }, legend),
      missing.length > 0 && h("p", { class: "notice" }, "Of a text that is not in this page whole, only the passages are shown that the report quotes."),
      h("div", { class: "pairhead" }, [a, b].map((document, k) => h("div", {}, h("a", { href: at("document", document) }, h("b", {}, report.name(document))), " ", places[k]))),
      h("div", { class: "panes" }, panes),
    ],
  };
}

async function chosen(report, a, b, wanted, list) {
  const named = list.findIndex((match) => match.id === wanted);
  if (named >= 0) return named;
  const [id, i, j] = wanted.split(".");
  const family = report.byId.get(id);
  if (family === undefined) return 0;
  const [first, second] = [report.passages.from[family] + Number(i), report.passages.from[family] + Number(j)];
  const known = list.findIndex((match) => (match.first === first && match.second === second) || (a === b && match.first === second && match.second === first));
  if (known >= 0) return known;
  if (report.familyOf[first] !== family || report.familyOf[second] !== family) return 0;
  list.push(await matchOf(report, family, first, second));
  return list.length - 1;
}

function marked(match, piece, chunk, k, here, choose) {
  const node = h("mark", { class: here ? "match here" : "match", "data-start": piece.start, "data-end": piece.end, onclick: choose });
  let at = piece.start;
  for (const mark of match.marks[k]) {
    const [start, end] = [Math.max(mark.start, piece.start), Math.min(mark.end, piece.end)];
    if (start >= end) continue;
    if (start > at) node.append(...shown(chunk.slice(at, start)));
    node.append(h("span", { class: `d ${mark.kind}`, title: KINDS[mark.kind] }, shown(chunk.slice(start, end))));
    at = end;
  }
  if (piece.end > at) node.append(...shown(chunk.slice(at, piece.end)));
  return node;
}

// Heights at which both panes show the same: starts and ends of matches, as many as go up on both sides.
function anchors(panes, list, from) {
  const ends = panes.map((pane) => {
    const above = pane.getBoundingClientRect().top - pane.scrollTop;
    return Array.from(pane.querySelectorAll("mark.match"), (mark) => [Number(mark.dataset.start), ...edges(mark).map((y) => y - above)]);
  });
  const near = (k, start) => ends[k].find(([from]) => from >= start) ?? ends[k][ends[k].length - 1];
  const kept = [];
  for (const match of [...list].sort((one, other) => other.a[1] - other.a[0] - (one.a[1] - one.a[0])).slice(0, 300)) {
    if (kept.every((one) => one.a[0] < match.a[0] === one.b[0] < match.b[0])) kept.push(match);
  }
  const points = kept.flatMap((match) => {
    const both = [near(0, match.a[0]), near(1, match.b[0])];
    return both.every(Boolean) ? [[both[from][1], both[1 - from][1]], [both[from][2], both[1 - from][2]]] : [];
  });
  points.push([0, 0], [panes[from].scrollHeight, panes[1 - from].scrollHeight]);
  points.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  return points;
}

// Where a mark begins and ends; in a part that is not in sight, and not laid out: about where.
function edges(mark) {
  if (mark.checkVisibility?.({ contentVisibilityAuto: true }) ?? true) {
    const { top, bottom } = mark.getBoundingClientRect();
    return [top, bottom];
  }
  const part = mark.closest(".part");
  const { top, height } = part.getBoundingClientRect();
  const [start, end] = [Number(part.dataset.start), Number(part.dataset.end)];
  return [mark.dataset.start, mark.dataset.end].map((offset) => top + ((Number(offset) - start) / (end - start)) * height);
}

const rounded = (value) => (Math.abs(value) <= 1 ? value.toFixed(2) : number(Math.round(value)));

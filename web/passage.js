// One family: all its places, and its variants under one another.

import { compared, fromEdits, marks, turned, words } from "./diff.js";
import { address, judged } from "./address.js";
import { counted, h, number, percent, shown } from "./dom.js";
import { at, pair } from "./links.js";
import { table } from "./table.js";

const ALIGNED = 60; // places that are compared word by word
const LINE = 14; // words of the text that stands first, in a line of the collation

export async function passagePage(report, family) {
  const details = await report.family(family);
  const own = report.passages;
  const base = own.from[family];
  const places = report.places(family).map((place, k) => ({ place, k, sign: sign(k), ...report.place(place) }));
  const head = places[own.head[family]] ?? places[0];
  const first = places[own.first[family]] ?? places[0];
  const dates = new Set(places.map((one) => report.documents.date[one.document]));
  const known = dates.size > 1 && !dates.has("");
  const direct = new Map();
  for (const match of details.matches) {
    if (match[0] === head.k) direct.set(match[1], { match, straight: true });
    else if (match[1] === head.k) direct.set(match[0], { match, straight: false });
  }
  const isKnown = new Set(details.known);
  const mixed = report.fresh(family) > 0 && report.fresh(family) < places.length;
  const marked = (one) => mixed && judged(isKnown.has(one.k) ? 0 : 1, 1, "");
  const like = (one) => direct.get(one.k)?.match[3][report.scores.findIndex(([name]) => name === "similarity")] ?? null;
  const columns = [
    { head: "", key: (one) => one.k, cell: (one) => h("b", {}, one.sign) },
    { head: "Document", class: "name", key: (one) => report.name(one.document), cell: (one) => [h("a", { href: at("document", one.document) }, report.name(one.document)), " ", one === first && known && h("span", { class: "badge" }, "first appearance"), " ", marked(one)] },
    { head: "Where", key: (one) => one.start, cell: (one) => report.where(details, one.k) },
    report.dated && { head: "Date", key: (one) => report.documents.date[one.document], cell: (one) => shown(report.documents.date[one.document]) },
    { head: "Like the first row of variants", class: "number", key: (one) => like(one) ?? 2, cell: (one) => (one === head ? "–" : like(one) === null ? "" : percent(like(one))) },
    { head: "Compare", key: (one) => one.k, cell: (one) => (one === head ? "" : h("a", { href: pair(report, head.place, one.place), "aria-label": `Side by side with ${head.sign}: ${one.sign}` }, `side by side with ${head.sign}`)) },
  ].filter(Boolean);
  columns[0].head = "Sign";
  columns.find((column) => column.head.startsWith("Like")).head = `Similarity to ${head.sign}`;
  const linked = own.linked[family].slice(0, 20);
  return {
    title: own.text[family].slice(0, 60),
    crumbs: ["passage"],
    nodes: [
      h("h1", { tabindex: "-1" }, `One passage in ${counted(places.length, "place")}`),
      h("p", { class: "lead" }, `${cap(own.kind[family])}, ${counted(own.words[family], "word")}, in ${counted(new Set(places.map((one) => one.document)).size, "document")}. `,
        known ? `First in ${report.name(first.document)}, ${report.documents.date[first.document]}.` : "Which came first is not known: not all documents have dates."),
      h("p", { class: "small" }, address("passage", own.id[family], at("passage", own.id[family])), " ", judged(report.fresh(family), places.length, own.reason?.[family])),
      linked.length > 0 && h("p", { class: "small" }, "Overlaps with ", linked.map((other, k) => [k ? ", " : "", h("a", { href: at("passage", own.id[other]) }, `${own.text[other].slice(0, 40)}…`)])),
      h("section", { id: "places" }, h("header", {}, h("h2", {}, "Places")), table("Places", columns, places).node),
      h("section", { id: "variants" }, h("header", {}, h("h2", {}, "Variants"), h("p", {}, `Under ${head.sign}, what others have instead; equal ones share a row`)),
        await collation(report, details, places, head, direct, base)),
    ],
  };
}

const cap = (text) => text[0].toUpperCase() + text.slice(1);

function sign(k) {
  return k < 26 ? String.fromCharCode(65 + k) : sign(Math.floor(k / 26) - 1) + sign(k % 26);
}

async function collation(report, details, places, head, direct) {
  const text = (await report.quote(head.document, head.start, head.end)) ?? details.text;
  const aligned = [];
  const unknown = [];
  for (const one of places.filter((one) => one !== head).slice(0, ALIGNED)) {
    const row = await variant(report, one, head, text, direct.get(one.k));
    if (row) aligned.push(row);
    else unknown.push(one);
  }
  const lines = cutLines(text, head.start, aligned);
  const nodes = lines.map(([start, end]) => line(head, text.slice(...units(text, head.start, start, end)), aligned.map((row) => ({ one: row.one, ...row.within(start, end) }))));
  const left = places.length - 1 - ALIGNED;
  return h("div", {},
    h("div", { class: "collation" }, nodes),
    unknown.length > 0 && h("p", { class: "notice" }, `The text of ${unknown.map((one) => one.sign).join(", ")} is not in this page.`),
    left > 0 && h("p", { class: "notice" }, `${counted(left, "more place")} are not compared here; each can be seen side by side.`));
}

function units(text, base, start, end) {
  if (!/[\ud800-\udbff]/.test(text)) return [start - base, end - base];
  const points = Array.from(text);
  const length = (count) => points.slice(0, count).join("").length;
  return [length(start - base), length(end - base)];
}

// How a place reads between two offsets of the first one: { nodes, key }.
async function variant(report, one, head, text, known) {
  let parts = null;
  let [own, sides] = [null, null];
  if (known) {
    const [, , , , all, edits] = known.match;
    parts = known.straight ? fromEdits(all, edits) : turned(fromEdits(all, edits));
    sides = known.straight ? all : [...all.slice(2), ...all.slice(0, 2)];
    own = await report.quote(one.document, sides[2], sides[3]);
  }
  if (own === null) {
    own = await report.quote(one.document, one.start, one.end);
    if (own === null) return null;
    sides = [head.start, head.end, one.start, one.end];
    parts = compared(text, head.start, own, one.start);
  }
  const slice = (start, end) => own.slice(...units(own, sides[2], start, end));
  const [, differ] = marks(parts, (start, end) => text.slice(...units(text, head.start, start, end)), slice);
  const counts = new Map();
  const at = (offset, last) => {
    for (const part of parts) {
      if (offset > part.a[1] || (offset === part.a[1] && !last)) continue;
      if (offset < part.a[0]) return part.b[0];
      if (!part.equal) return last ? part.b[1] : part.b[0];
      if (offset === part.a[0]) return part.b[0];
      if (offset === part.a[1]) return part.b[1];
      if (!counts.has(part)) counts.set(part, [words(text.slice(...units(text, head.start, ...part.a)), part.a[0]), words(slice(...part.b), part.b[0])]);
      const [left, right] = counts.get(part);
      const k = left.findIndex((word) => word.start >= offset);
      return k < 0 || !right[k] ? part.b[1] : right[k].start;
    }
    return sides[3];
  };
  return {
    one,
    parts,
    within(start, end) {
      const [from, to] = [at(start, false), at(end, false)];
      if (to <= from && (end <= sides[0] || start >= sides[1])) return { key: null };
      const inside = differ.filter((mark) => mark.end > from && mark.start < to);
      const gone = parts.some((part) => !part.equal && part.b[0] === part.b[1] && part.a[0] < end && part.a[1] > start);
      const nodes = [];
      let reached = from;
      for (const mark of inside) {
        const [low, high] = [Math.max(mark.start, from), Math.min(mark.end, to)];
        if (low > reached) nodes.push(...shown(flat(slice(reached, low))));
        nodes.push(h("span", { class: `d ${mark.kind}` }, shown(flat(slice(low, high)))));
        reached = high;
      }
      if (to > reached) nodes.push(...shown(flat(slice(reached, to))));
      return { nodes, key: inside.length || gone ? words(slice(from, to), 0).map((word) => word.key).join(" ") : "" };
    },
  };
}

const flat = (text) => text.replace(/\s+/g, " ");

// Lines of some words, cut where no place differs, if there is such a gap near.
function cutLines(text, start, aligned) {
  const all = words(text, start);
  const inside = aligned.flatMap((row) => row.parts.filter((part) => !part.equal).map((part) => part.a));
  const free = (offset) => !inside.some(([from, to]) => from < offset && offset < to);
  const end = start + (/[\ud800-\udbff]/.test(text) ? Array.from(text).length : text.length);
  const lines = [];
  let [from, k] = [start, 0];
  while (k + LINE < all.length) {
    let next = k + LINE;
    while (next < Math.min(k + 2 * LINE, all.length - 1) && !free(all[next].start)) next++;
    lines.push([from, all[next].start]);
    [from, k] = [all[next].start, next];
  }
  lines.push([from, end]);
  return lines;
}

function line(head, text, rows) {
  const same = [head.sign];
  const others = new Map();
  for (const { one, nodes, key } of rows) {
    if (key === null) continue;
    if (key === "") same.push(one.sign);
    else if (others.has(key)) others.get(key).signs.push(one.sign);
    else others.set(key, { signs: [one.sign], nodes });
  }
  const listed = (signs) => (signs.length > 6 ? `${signs.slice(0, 5).join(" ")} +${number(signs.length - 5)}` : signs.join(" "));
  const row = (signs, nodes) => [h("dt", { title: signs.join(" ") }, listed(signs)), h("dd", {}, nodes)];
  return h("dl", { class: "row" }, row(same, shown(flat(text))),
    [...others.values()].map(({ signs, nodes }) => row(signs, nodes.length ? nodes : h("span", { class: "quiet" }, "(left out)"))));
}

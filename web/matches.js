// What two documents share, as pairs of places with what differs: from the report, or compared here and now.

import { compared, fromEdits, marks, turned } from "./diff.js";

// Each: { key, family, first, second, a: [start, end], b, kind, scores, parts, marks: [of a, of b] }
export async function matchesOf(report, a, b) {
  const [inA, inB] = [byFamily(report, a), byFamily(report, b)];
  const found = new Map();
  for (const family of [...inA.keys()].filter((one) => inB.has(one))) {
    const own = inA.get(family);
    const [isOwn, isIts] = [new Set(own), new Set(inB.get(family))];
    const its = inB.get(family);
    const details = await report.family(family);
    const base = report.passages.from[family];
    const told = details.matches.filter(([i, j]) => (isOwn.has(base + i) && isIts.has(base + j)) || (isOwn.has(base + j) && isIts.has(base + i)));
    for (const match of told) put(found, recorded(report, family, match, isOwn, isIts));
    const reached = new Set(told.flatMap(([i, j]) => [base + i, base + j]));
    own.forEach((place, k) => {
      const other = its[Math.min(k, its.length - 1)];
      if (!reached.has(place) && place !== other) put(found, { family, first: place, second: other });
    });
  }
  return [...found.values()];
}

function byFamily(report, document) {
  const found = new Map();
  for (const place of report.placesIn[document]) {
    const family = report.familyOf[place];
    if (!found.has(family)) found.set(family, []);
    found.get(family).push(place);
  }
  return found;
}

function put(found, match) {
  const key = [match.first, match.second].join("-");
  const back = [match.second, match.first].join("-");
  if (!found.has(key) && !found.has(back)) found.set(key, match);
}

function recorded(report, family, told, own, its) {
  const [i, j, kind, scores, sides, edits, known] = told;
  const base = report.passages.from[family];
  const parts = fromEdits(sides, edits);
  const straight = own.has(base + i) && its.has(base + j);
  const [a, b] = [sides.slice(0, 2), sides.slice(2)];
  const match = { family, kind, scores, known: Boolean(known), id: report.matchId(family, told) };
  return straight
    ? { ...match, first: base + i, second: base + j, a, b, parts }
    : { ...match, first: base + j, second: base + i, a: b, b: a, parts: turned(parts) };
}

// Two places of one family, whether the report has a match of theirs or not.
export async function matchOf(report, family, first, second) {
  const details = await report.family(family);
  const base = report.passages.from[family];
  const direct = details.matches.find(([i, j]) => (base + i === first && base + j === second) || (base + i === second && base + j === first));
  return direct ? recorded(report, family, direct, new Set([first]), new Set([second])) : { family, first, second };
}

// Adds where its sides are, and what differs there.
export async function completed(report, match) {
  if (match.marks) return match;
  const [one, other] = [report.place(match.first), report.place(match.second)];
  match.a ??= [one.start, one.end];
  match.b ??= [other.start, other.end];
  const [textA, textB] = [await report.quote(one.document, ...match.a), await report.quote(other.document, ...match.b)];
  if (textA === null || textB === null) return Object.assign(match, { marks: [[], []], parts: match.parts ?? null, text: [textA, textB] });
  match.parts ??= compared(textA, match.a[0], textB, match.b[0]);
  const slice = async (document) => (await report.text(document)).slice();
  const [chunksA, chunksB] = [await slice(one.document), await slice(other.document)];
  const of = (chunks) => (start, end) => chunks.find((chunk) => chunk.start <= start && end <= chunk.end)?.slice(start, end) ?? "";
  return Object.assign(match, { marks: marks(match.parts, of(chunksA), of(chunksB)), text: [textA, textB] });
}

export const KINDS = { changed: "changed", left: "left out", added: "added", moved: "moved" };

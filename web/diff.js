// Two passages as stretches that are equal, changed, left out, added or moved. Offsets are those of the documents.

import { points } from "./text.js";

const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+/gu;
const MOST = 1500; // differences that are looked for word by word

export function words(text, start) {
  const point = points(text);
  return Array.from(text.matchAll(WORD), (found) => ({
    start: start + point(found.index),
    end: start + point(found.index + found[0].length),
    key: found[0].toLowerCase().normalize("NFKD").replace(/\p{M}/gu, ""),
  }));
}

// From the edits of the report: lengths of what is equal and of what differs, side by side.
export function fromEdits([a, aEnd, b, bEnd], edits) {
  const parts = [];
  const put = (equal, aNext, bNext) => {
    if (aNext > a || bNext > b) parts.push({ equal, a: [a, aNext], b: [b, bNext] });
    [a, b] = [aNext, bNext];
  };
  for (let k = 0; k < edits.length; k += 4) {
    put(true, a + edits[k], b + edits[k + 2]);
    put(false, a + edits[k + 1], b + edits[k + 3]);
  }
  put(true, aEnd, bEnd);
  return parts;
}

export function turned(parts) {
  return parts.map(({ equal, a, b }) => ({ equal, a: b, b: a }));
}

// Without edits: the shortest way from one text to the other, in words (Myers 1986).
export function compared(textA, startA, textB, startB) {
  const [a, b] = [words(textA, startA), words(textB, startB)];
  const pairs = common(a.map((word) => word.key), b.map((word) => word.key));
  const endA = startA + points(textA)(textA.length);
  const endB = startB + points(textB)(textB.length);
  const parts = [];
  let [i, j, atA, atB] = [0, 0, startA, startB];
  const gap = (nextI, nextJ) => {
    if (nextI === i && nextJ === j) return;
    const from = [nextI > i ? a[i].start : atA, nextJ > j ? b[j].start : atB];
    const to = [nextI > i ? a[nextI - 1].end : from[0], nextJ > j ? b[nextJ - 1].end : from[1]];
    if (from[0] > atA || from[1] > atB) parts.push({ equal: true, a: [atA, from[0]], b: [atB, from[1]] });
    parts.push({ equal: false, a: [from[0], to[0]], b: [from[1], to[1]] });
    [atA, atB] = to;
  };
  for (const [x, y] of pairs) {
    gap(x, y);
    [i, j] = [x + 1, y + 1];
  }
  gap(a.length, b.length);
  parts.push({ equal: true, a: [atA, endA], b: [atB, endB] });
  return parts;
}

function common(a, b) {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const pairs = Array.from({ length: head }, (_, k) => [k, k]);
  const [n, m] = [a.length - head - tail, b.length - head - tail];
  const middle = path((x, y) => a[head + x] === b[head + y], n, m).map(([x, y]) => [head + x, head + y]);
  const ends = Array.from({ length: tail }, (_, k) => [a.length - tail + k, b.length - tail + k]);
  return [...pairs, ...middle, ...ends];
}

function path(same, n, m) {
  const most = Math.min(n + m, MOST);
  const reach = new Int32Array(2 * most + 3);
  const trace = [];
  for (let d = 0; d <= most; d++) {
    trace.push(reach.slice(most - d, most + d + 3));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && reach[most + k] < reach[most + k + 2]);
      let x = down ? reach[most + k + 2] : reach[most + k] + 1;
      while (x < n && x - k < m && same(x, x - k)) x++;
      reach[most + k + 1] = x;
      if (x >= n && x - k >= m) return walked(trace, n, m);
    }
  }
  return []; // they have too little in common for a comparison by words to say anything
}

function walked(trace, n, m) {
  const pairs = [];
  let [x, y] = [n, m];
  for (let d = trace.length - 1; d >= 0; d--) {
    const reach = (k) => trace[d][k + d + 1];
    const k = x - y;
    const before = k === -d || (k !== d && reach(k - 1) < reach(k + 1)) ? k + 1 : k - 1;
    const fromX = d ? reach(before) : 0;
    const fromY = d ? fromX - before : 0;
    while (x > fromX && y > fromY) pairs.push([--x, --y]);
    [x, y] = [fromX, fromY];
  }
  return pairs.reverse();
}

// What to mark on either side: stretches with their kind. Runs of words that were taken out here and put in there moved.
export function marks(parts, sliceA, sliceB) {
  const differ = parts.filter((part) => !part.equal);
  const tokens = [[], []];
  differ.forEach((part, number) => {
    tokens[0].push(...words(sliceA(...part.a), part.a[0]).map((word) => ({ ...word, number })));
    tokens[1].push(...words(sliceB(...part.b), part.b[0]).map((word) => ({ ...word, number })));
  });
  tokens.forEach((side) => side.forEach((word, place) => (word.place = place)));
  move(tokens[0], tokens[1]);
  return [0, 1].map((side) =>
    differ.flatMap((part, number) => {
      const [own, other] = side ? [part.b, part.a] : [part.a, part.b];
      const kind = other[0] === other[1] ? (side ? "added" : "left") : "changed";
      return split(own, kind, tokens[side].filter((word) => word.number === number && word.moved));
    })
  );
}

function move(a, b) {
  const starts = new Map();
  for (let j = 0; j + 1 < b.length; j++) {
    const key = `${b[j].key} ${b[j + 1].key}`;
    if (!starts.has(key)) starts.set(key, []);
    if (starts.get(key).length < 20) starts.get(key).push(j);
  }
  const runs = [];
  for (let i = 0; i + 1 < a.length; i++) {
    for (const j of starts.get(`${a[i].key} ${a[i + 1].key}`) ?? []) {
      let size = 0;
      while (joined(a, i, size) && joined(b, j, size) && a[i + size].key === b[j + size].key) size++;
      if (telling(a.slice(i, i + size)) && a[i].number !== b[j].number) runs.push([size, i, j]);
    }
  }
  runs.sort((one, other) => other[0] - one[0] || one[1] - other[1]);
  for (const [size, i, j] of runs) {
    const own = Array.from({ length: size }, (_, k) => [a[i + k], b[j + k]]);
    if (own.some(([x, y]) => x.moved || y.moved)) continue;
    for (const [x, y] of own) x.moved = y.moved = true;
  }
}

// Two short words stand anywhere.
const telling = (run) => run.length > 2 || run.reduce((sum, word) => sum + word.key.length, 0) > 9;

function joined(words, first, more) {
  return first + more < words.length && words[first + more].number === words[first].number;
}

function split([start, end], kind, moved) {
  const found = [];
  let at = start;
  let before = null;
  for (const word of moved) {
    if (before && word.place === before.place + 1) found[found.length - 1].end = word.end;
    else {
      if (word.start > at) found.push({ start: at, end: word.start, kind });
      found.push({ start: word.start, end: word.end, kind: "moved" });
    }
    at = word.end;
    before = word;
  }
  if (end > at) found.push({ start: at, end, kind });
  return found;
}

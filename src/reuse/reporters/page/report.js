"use strict";
(() => {
// ids.js
// Ids of matches. They follow from their places, so that a page need not hold them: BLAKE2b (RFC 7693), six bytes of it.

// Numbers of 64 bits as two of 32, the lower one first.
const IV = Uint32Array.of(
  0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85, 0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a,
  0xade682d1, 0x510e527f, 0x2b3e6c1f, 0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19);
const ORDERS = ["0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8", "905724afe1bc683d",
  "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a", "6fe9b308c2d714a5", "a2847615fb9e3cd0"]
  .map((row) => Array.from(row, (digit) => parseInt(digit, 16)));
const MIXED = [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15], [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]];
const BLOCK = 128;
const v = new Uint32Array(32);

function add(a, low, high) {
  const sum = v[2 * a] + low;
  v[2 * a + 1] += high + (sum > 0xffffffff ? 1 : 0);
  v[2 * a] = sum;
}

// v[a] = (v[a] ^ v[b]) turned right by some bits.
function turn(a, b, bits) {
  const [low, high] = [v[2 * a] ^ v[2 * b], v[2 * a + 1] ^ v[2 * b + 1]];
  const [x, y, by] = bits < 32 ? [low, high, bits] : [high, low, bits - 32];
  v[2 * a] = by ? (x >>> by) | (y << (32 - by)) : x;
  v[2 * a + 1] = by ? (y >>> by) | (x << (32 - by)) : y;
}

function mix([a, b, c, d], words, x, y) {
  add(a, v[2 * b], v[2 * b + 1]);
  add(a, words[2 * x], words[2 * x + 1]);
  turn(d, a, 32);
  add(c, v[2 * d], v[2 * d + 1]);
  turn(b, c, 24);
  add(a, v[2 * b], v[2 * b + 1]);
  add(a, words[2 * y], words[2 * y + 1]);
  turn(d, a, 16);
  add(c, v[2 * d], v[2 * d + 1]);
  turn(b, c, 63);
}

function digest(text, bytes = 6) {
  const data = new TextEncoder().encode(text);
  const state = IV.slice();
  state[0] ^= 0x01010000 ^ bytes;
  for (let at = 0; at === 0 || at < data.length; at += BLOCK) {
    const last = at + BLOCK >= data.length;
    const padded = new Uint8Array(BLOCK);
    padded.set(data.subarray(at, at + BLOCK));
    const view = new DataView(padded.buffer);
    const words = Uint32Array.from({ length: 32 }, (_, k) => view.getUint32(4 * k, true));
    v.set(state);
    v.set(IV, 16);
    v[24] ^= Math.min(at + BLOCK, data.length);
    if (last) [v[28], v[29]] = [~v[28], ~v[29]];
    for (let round = 0; round < 12; round++) {
      const order = ORDERS[round % 10];
      MIXED.forEach((four, k) => mix(four, words, order[2 * k], order[2 * k + 1]));
    }
    for (let k = 0; k < 16; k++) state[k] ^= v[k] ^ v[k + 16];
  }
  return Array.from(new Uint8Array(state.buffer, 0, bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// As `match_id` in model.py: documents by their ids, with start and end of each side.
const matchId = (a, b, [aStart, aEnd, bStart, bEnd]) => digest([a, aStart, aEnd, b, bStart, bEnd].join("\0"));

// text.js
// A stretch of a document. Offsets in reports count code points; those of JavaScript count half of them twice.

class Text {
  constructor(start, text) {
    this.start = start;
    this.text = text;
    this.at = null;
    if (/[\ud800-\udbff]/.test(text)) {
      this.at = [];
      for (let unit = 0; unit < text.length; unit += text.codePointAt(unit) > 0xffff ? 2 : 1) this.at.push(unit);
      this.at.push(text.length);
    }
    this.end = start + (this.at ? this.at.length - 1 : text.length);
  }

  unit(offset) {
    const inside = Math.min(Math.max(offset - this.start, 0), this.end - this.start);
    return this.at ? this.at[inside] : inside;
  }

  slice(start, end) {
    return this.text.slice(this.unit(start), this.unit(end));
  }

  // Where it may be laid out in parts: its start, places behind line ends, some way from one another, and its end.
  cuts(size) {
    const found = [this.start];
    for (;;) {
      const end = this.text.indexOf("\n", this.unit(found[found.length - 1] + size)) + 1;
      if (!end || end === this.text.length) return [...found, this.end];
      found.push(this.start + this.point(end));
    }
  }

  point(unit) {
    if (!this.at) return unit;
    let [low, high] = [0, this.at.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at[middle] < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

// Code points of a text, by its own units: the way back.
function points(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (unit) => unit;
  const before = new Uint32Array(text.length + 1);
  for (let unit = 0; unit < text.length; unit++) {
    before[unit + 1] = before[unit] + (text.charCodeAt(unit) >> 10 === 0x37 ? 0 : 1); // low halves count nothing
  }
  return (unit) => before[unit];
}

// data.js
// The report: an index that is read at once, and blocks that are read when something in them is drawn.


// asked: what a server is told besides the name
async function read(name, asked = "") {
  const held = document.getElementById(`data-${name}`);
  let bytes;
  if (held) bytes = Uint8Array.from(atob(held.textContent), (letter) => letter.charCodeAt(0));
  else {
    const answer = await fetch(`data/${name}${asked && `?${asked}`}`).catch(() => null);
    if (!answer) throw new Error("The server does not answer: is it still running?");
    if (!answer.ok) throw new Error(await answer.text());
    bytes = new Uint8Array(await answer.arrayBuffer());
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

const TOGETHER = 64; // passages in a block, as contents.py has it
const KEPT = 200; // blocks
const ASKED = 2; // whether a text is whole is said by its block, as opening.py has it

class Report {

  constructor(index) {
    Object.assign(this, index);
    this.folder = folder(this.documents.name);
    this.blocks = new Map();
    this.anonymous = false;
    this.byId = new Map(this.passages.id.map((id, number) => [id, number]));
    const { place_document: owner, from } = this.passages;
    this.familyOf = new Uint32Array(owner.length);
    this.placesIn = this.documents.name.map(() => []);
    from.forEach((first, family) => {
      for (let place = first; place < this.after(family); place++) {
        this.familyOf[place] = family;
        this.placesIn[owner[place]].push(place);
      }
    });
    const start = this.passages.place_start;
    for (const own of this.placesIn) own.sort((a, b) => start[a] - start[b] || a - b);
  }

  after(family) {
    return this.passages.from[family + 1] ?? this.passages.place_document.length;
  }

  places(family) {
    const first = this.passages.from[family];
    return Array.from({ length: this.after(family) - first }, (_, k) => first + k);
  }

  place(number) {
    const start = this.passages.place_start[number];
    return { document: this.passages.place_document[number], start, end: start + this.passages.place_length[number] };
  }

  name(document) {
    return this.anonymous ? `Document ${document + 1}` : this.documents.name[document].slice(this.folder.length);
  }

  share(document) {
    return this.documents.chars[document] ? this.documents.reused[document] / this.documents.chars[document] : 0;
  }

  block(name) {
    const block = this.blocks.get(name) ?? read(name, this.state && `state=${this.state}`);
    this.blocks.delete(name);
    this.blocks.set(name, block); // the one that was asked for last is the last
    if (this.blocks.size > KEPT) this.blocks.delete(this.blocks.keys().next().value);
    return block;
  }

  // Numbers of the passages that hold some words, or of none: then the page looks for itself.
  async found(words) {
    return this.served ? read("search", `words=${encodeURIComponent(words)}`) : null;
  }

  async family(number) {
    const block = await this.block(`f${Math.floor(number / TOGETHER)}`);
    const details = block[number % TOGETHER];
    if (details.ready) return details;
    const spans = this.places(number).map((place) => this.place(place));
    for (const match of details.matches) {
      const [a, b] = [spans[match[0]], spans[match[1]]];
      if (!match[4].length) match[4] = [a.start, a.end, b.start, b.end]; // left out where they are those of the places
    }
    return Object.assign(details, { ready: true });
  }

  // What the page has of a document: stretches of text, each with the offset where it begins.
  async text(document) {
    const block = this.documents.block[document];
    if (block < 0) return [];
    const all = await this.block(`t${block}`);
    if (this.documents.whole[document] === ASKED) this.documents.whole[document] = Number(all.whole);
    all.texts ??= new Map();
    if (!all.texts.has(document)) all.texts.set(document, Promise.all((all[document] ?? []).map((chunk) => this.spelled(chunk))));
    return all.texts.get(document);
  }

  // A stretch is laid out as its own words, and numbers that say: of the passage k what stands from a to b.
  async spelled([start, ...parts]) {
    let text = "";
    for (let k = 0; k < parts.length; ) {
      if (typeof parts[k] === "string") text += parts[k++];
      else {
        text += new Text(0, (await this.family(parts[k])).text).slice(parts[k + 1], parts[k + 2]);
        k += 3;
      }
    }
    return new Text(start, text);
  }

  whole(document) {
    return this.documents.whole[document] === 1;
  }

  async quote(document, start, end) {
    for (const chunk of await this.text(document)) {
      if (chunk.start <= start && end <= chunk.end) return chunk.slice(start, end);
    }
    return null;
  }

  // The id of a match; none where names are left out, from which it would follow.
  matchId(family, [i, j, , , sides, , , own]) {
    if (this.nameless) return "";
    const [a, b] = [i, j].map((k) => this.place(this.passages.from[family] + k).document);
    return own ?? matchId(this.id(a), this.id(b), sides);
  }

  id(document) {
    return this.documents.id[document] ?? this.documents.name[document];
  }

  // new: how many places of a passage no baseline knows; null where there is none that knows any.
  fresh(family) {
    return this.passages.known ? this.after(family) - this.passages.from[family] - this.passages.known[family] : null;
  }

  where(details, k) {
    const [line, column] = details.lines.slice(2 * k, 2 * k + 2);
    return details.cites?.[k] || `line ${line}, column ${column}`;
  }

  get dated() {
    return this.documents.date.some((date) => date);
  }
}

// What all names begin with, up to a slash: said once, and not in every line.
function folder(names) {
  if (names.length < 2) return "";
  let common = names[0];
  for (const name of names) while (!name.startsWith(common)) common = common.slice(0, -1);
  return common.slice(0, common.lastIndexOf("/") + 1);
}

// dom.js
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

function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function say(words) {
  const toast = document.getElementById("toast");
  toast.textContent = words;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (toast.textContent = ""), 2500);
}

// Characters that act or hide: shown as what they are. The text around them stays one node.
const ACTS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

function shown(text) {
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

const number = (value) => value.toLocaleString("en");
const counted = (value, noun, plural = `${noun}s`) => `${number(value)} ${value === 1 ? noun : plural}`;

function percent(share) {
  if (share > 0 && share < 0.01) return "<1%";
  return share >= 1 ? "100%" : `${Math.round(Math.min(share, 0.99) * 100)}%`;
}

function bar(share) {
  return h("span", { class: "share" }, h("i", {}, h("b", { "width%": share * 100 })), h("span", {}, percent(share)));
}

// links.js
// Addresses within the page: each view, each passage and each match has one.

const at = (view, ...parts) => `#/${[view, ...parts].join("/")}`;
const side = (a, b, match = "") => at("side", a, b, ...(match ? [match] : []));

// A match by its id; its passage says where to look, and may be left out.
const matchAt = (report, family, id) => at("match", id, report.passages.id[family]);

// The two places `first` and `second` of a family, side by side.
function pair(report, first, second) {
  const family = report.familyOf[first];
  const base = report.passages.from[family];
  const owner = report.passages.place_document;
  return side(owner[first], owner[second], `${report.passages.id[family]}.${first - base}.${second - base}`);
}

// reading.js
// A text with marks: laid out from stretches [start, end, wrap], where `wrap` puts an element around a piece of text.


// Which of overlapping stretches owns each piece: the first in the list that covers it. Returns [start, end, stretch].
function owned(stretches) {
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
function reading(chunks, pieces, wrap, label) {
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

// sources.js
// Whom the words of a document are shared with, every character counted once.

const COLOURS = 7; // sources with a colour of their own; all others share one

// Returns { sources: [{ document, chars, colour }], pieces: [{ start, end, source, place, other }], own }.
// Each stretch goes to one document: the one that shares most of what is not yet given away, again and again.
function attributed(report, document) {
  const cells = cut(report, document);
  const holders = new Map(); // other document -> cells
  for (const cell of cells) {
    for (const other of cell.others.keys()) {
      if (!holders.has(other)) holders.set(other, []);
      holders.get(other).push(cell);
    }
  }
  const sources = [];
  while (holders.size) {
    let best = null;
    for (const [other, own] of holders) {
      const chars = own.reduce((sum, cell) => sum + (cell.source ? 0 : cell.end - cell.start), 0);
      if (!chars) holders.delete(other);
      else if (!best || chars > best.chars || (chars === best.chars && other < best.document)) best = { document: other, chars };
    }
    if (!best) break;
    best.colour = Math.min(sources.length, COLOURS);
    sources.push(best);
    for (const cell of holders.get(best.document)) cell.source ??= best;
    holders.delete(best.document);
  }
  const pieces = [];
  for (const cell of cells) {
    const { place, other } = cell.others.get(cell.source.document);
    const last = pieces[pieces.length - 1];
    if (last && last.end === cell.start && last.place === place && last.source === cell.source) last.end = cell.end;
    else pieces.push({ start: cell.start, end: cell.end, source: cell.source, place, other });
  }
  return { sources, pieces, reused: cells.reduce((sum, cell) => sum + cell.end - cell.start, 0) };
}

// Stretches with the same passages throughout; for each the other documents, and by which place: that of the longest.
function cut(report, document) {
  const places = report.placesIn[document].map((number) => ({ number, ...report.place(number) }));
  const events = places.flatMap((place) => [[place.start, place, true], [place.end, place, false]]).sort((x, y) => x[0] - y[0]);
  const active = new Set();
  const cells = [];
  let before = 0;
  for (const [offset, place, opens] of events) {
    if (offset > before && active.size) cells.push({ start: before, end: offset, others: others(report, [...active]), source: null });
    before = offset;
    if (opens) active.add(place);
    else active.delete(place);
  }
  return cells;
}

function others(report, places) {
  const found = new Map();
  places.sort((a, b) => b.end - b.start - (a.end - a.start) || a.number - b.number);
  for (const place of places) {
    for (const other of report.places(report.familyOf[place.number])) {
      const holder = report.passages.place_document[other];
      if (other !== place.number && !found.has(holder)) found.set(holder, { place: place.number, other });
    }
  }
  return found;
}

// "from" where the other document is the earlier one, "to" where it is the later, "with" where no dates tell.
function direction(report, document, other) {
  const [own, its] = [report.documents.date[document], report.documents.date[other]];
  if (document === other) return "within";
  if (!own || !its || own === its) return "with";
  return its < own ? "from" : "to";
}

// table.js
// A table that sorts by its heads and shows some rows at a time.


const AT_ONCE = 50;
const PRINTED = 2000;

// columns: { head, key(row) -> what to sort by, cell(row) -> node, class, first: "descending" }
function table(label, columns, rows, sorted = null) {
  let order = [...rows];
  let limit = AT_ONCE;
  let by = sorted;
  const body = h("tbody");
  const more = h("button", { type: "button", class: "more", onclick: () => ((limit += 4 * AT_ONCE), draw()) });
  const rest = h("p", { class: "rest" });
  const heads = columns.map((column) => {
    const sort = () => {
      const down = by?.column === column ? !by.down : column.first === "descending";
      by = { column, down };
      arrange();
    };
    return h("th", { scope: "col", class: column.class }, h("button", { type: "button", onclick: sort }, column.head));
  });

  function arrange() {
    order = [...rows];
    if (by) {
      const key = by.column.key;
      order.sort((one, other) => {
        const [x, y] = [key(one), key(other)];
        const step = typeof x === "string" ? x.localeCompare(y) : x - y;
        return by.down ? -step : step;
      });
    }
    columns.forEach((column, k) => {
      if (by?.column === column) heads[k].setAttribute("aria-sort", by.down ? "descending" : "ascending");
      else heads[k].removeAttribute("aria-sort");
    });
    draw();
  }

  function draw() {
    body.replaceChildren(
      ...order.slice(0, limit).map((row) => h("tr", {}, columns.map((c) => h("td", { class: c.class }, c.cell(row)))))
    );
    more.hidden = order.length <= limit;
    more.textContent = `Show more (${number(order.length - limit)} left)`;
    rest.textContent = order.length > limit ? `${number(order.length - limit)} more rows are not printed.` : "";
  }

  const frame = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${label}, table` },
    h("table", {}, h("caption", { class: "hidden" }, label), h("thead", {}, h("tr", {}, heads)), body));
  arrange();
  const node = h("div", { class: "listed" }, frame, more, rest);
  node.addEventListener("printing", () => ((limit = Math.max(limit, PRINTED)), draw()));
  return { node, update: (next) => ((rows = next), (limit = AT_ONCE), arrange()) };
}

// document.js
// One document: its text with all that is reused, coloured by where else it stands.


const WAYS = { from: "from", to: "to", with: "shared with", within: "repeated within" };

async function documentPage(report, document) {
  const chunks = await report.text(document);
  const { sources, pieces, reused } = attributed(report, document);
  const chars = report.documents.chars[document];
  const name = report.name(document);
  const marks = [];
  const wrap = (piece, chunk) => {
    const mark = h("mark", { class: `source c${piece.source.colour}`, "data-start": piece.start, "data-end": piece.end },
      h("a", { href: pair(report, piece.place, piece.other), title: `Side by side with ${report.name(piece.source.document)}` }, shown(chunk.slice(piece.start, piece.end))));
    marks.push(mark);
    return mark;
  };
  const text = reading(chunks, pieces, wrap, name);
  let here = -1;
  const step = (by) => {
    if (!marks.length) return;
    marks[here]?.classList.remove("here");
    here = (here + by + marks.length) % marks.length;
    marks[here].classList.add("here");
    marks[here].scrollIntoView({ block: "center" });
    marks[here].firstChild.focus({ preventScroll: true });
  };
  const jump = (offset) => {
    const near = marks.findIndex((mark) => Number(mark.dataset.end) > offset);
    if (near >= 0) [here] = [near - 1];
    step(1);
  };
  return {
    title: name,
    crumbs: [name],
    next: () => step(1),
    previous: () => step(here < 0 ? 0 : -1),
    nodes: [
      h("h1", { tabindex: "-1" }, name),
      h("p", { class: "lead" }, told(report, document, sources, reused, chars)),
      h("p", { class: "quiet small" }, [counted(report.documents.words[document], "word"), counted(report.placesIn[document].length, "reused place"), report.documents.date[document]].filter(Boolean).join(" · ")),
      strip(pieces, chars, name, jump),
      report.within && document > 0 && h("p", { class: "notice" }, `Marked is what it shares with ${report.name(0)}. `, h("a", { href: `../../document/${report.keys[document]}/#/document/0` }, "Check this document against the whole index")),
      !report.whole(document) && reused > 0 && h("p", { class: "notice" }, chunks.length
        ? "Only the passages that the report quotes are here: the whole text is not in this page, or its file was not found as it was when it was read."
        : "The text of this document is not in this page."),
      h("div", { class: "document" },
        h("article", { class: "sheet" }, chunks.length ? text : unquoted(report, document, reused)),
        h("aside", { "aria-label": "Sources" },
          h("h2", {}, "Where else it stands"),
          h("ul", { class: "sources" },
            sources.map((source) => h("li", { class: `c${source.colour}` }, h("b", {}, percent(source.chars / chars)),
              h("span", {}, `${WAYS[direction(report, document, source.document)]} `, h("a", { href: side(document, source.document) }, report.name(source.document))))),
            h("li", {}, h("b", {}, percent(chars ? (chars - reused) / chars : 1)), h("span", {}, "its own"))),
          h("p", { class: "quiet small" }, "Every word counts once, with the document that shares most of what others do not have already."),
          marks.length > 0 && h("div", { class: "steps" },
            h("button", { type: "button", onclick: () => step(here < 0 ? 0 : -1), "aria-keyshortcuts": "p" }, "Previous"),
            h("button", { type: "button", onclick: () => step(1), "aria-keyshortcuts": "n" }, "Next")))),
    ],
  };
}

function told(report, document, sources, reused, chars) {
  if (!reused) return "Nothing in this document stands anywhere else.";
  const named = sources.slice(0, 3).map((source) => `${percent(source.chars / chars)} ${WAYS[direction(report, document, source.document)]} ${report.name(source.document)}`);
  const rest = sources.slice(3).reduce((sum, source) => sum + source.chars, 0);
  if (rest) named.push(`${percent(rest / chars)} in common with ${counted(sources.length - 3, "other")}`);
  return [h("strong", {}, `${percent(reused / chars)} also stands elsewhere`), `: ${[...named, `${percent((chars - reused) / chars)} own`].join(", ")}.`];
}

function strip(pieces, chars, name, jump) {
  const width = Math.max(chars, 1);
  const node = svg("svg", { class: "strip", viewBox: `0 0 ${width} 10`, preserveAspectRatio: "none", role: "img", "aria-label": `Where the reused parts of ${name} stand` },
    pieces.map((piece) => svg("rect", { class: `c${piece.source.colour}`, x: piece.start, y: 0, height: 10, width: Math.max(piece.end - piece.start, width / 700) })));
  node.addEventListener("click", (event) => {
    const box = node.getBoundingClientRect();
    jump(((event.clientX - box.left) / box.width) * width);
  });
  return node;
}

function unquoted(report, document, reused) {
  if (!reused) return h("p", {}, `${number(report.documents.chars[document])} characters, all its own. The page holds no text without reuse.`);
  const columns = [
    { head: "Passage", class: "text", key: (p) => p, cell: (p) => h("a", { href: at("passage", report.passages.id[report.familyOf[p]]) }, shown(report.passages.text[report.familyOf[p]])) },
    { head: "Offsets", class: "number", key: (p) => report.place(p).start, cell: (p) => `${number(report.place(p).start)}–${number(report.place(p).end)}` },
  ];
  return table("Passages in this document", columns, report.placesIn[document]).node;
}

// address.js
// Ids of passages and matches as they are shown: to be read, copied, and mailed as links.


function address(what, id, href) {
  return h("span", { class: "address" }, `${what} `, h("code", {}, id), " ", h("a", { href, onclick: copied }, "copy link"));
}

function copied(event) {
  event.preventDefault();
  const link = event.currentTarget.href;
  navigator.clipboard?.writeText(link).then(() => say("Link copied"), () => say(link)) ?? say(link);
}

// What a baseline says of a passage; fresh: how many of its places are new.
function judged(fresh, places, reason) {
  if (fresh === null) return null;
  const said = fresh === 0 ? "known" : fresh === places ? "new" : `new in ${fresh} of ${places} places`;
  return [h("span", { class: fresh ? "badge new" : "badge known" }, said), fresh < places && reason && ` (${reason})`];
}

// saving.js
// Pictures as files, for a paper or a slide.


// name: of the file; made: a promise of a Blob, when somebody asks
function saving(label, name, made) {
  return h("button", { type: "button", onclick: async () => download(name, await made()) }, label);
}

function download(name, blob) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const painted = (canvas) => new Promise((done) => canvas.toBlob(done, "image/png"));

const LOOK = ["fill", "stroke", "stroke-width", "stroke-opacity", "font-family", "font-size", "text-anchor", "paint-order"];

// A drawing as it looks here, by itself: no style sheet and no links.
async function traced(svg) {
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

// pictures.js
// The heat map, the network and the timeline of the overview.


function heatmap(report) {
  const order = report.order;
  const size = order.length;
  const row = new Map(order.map((document, k) => [document, k]));
  const cells = new Map();
  for (const [a, b, chars, back] of report.pairs) {
    if (!row.has(a) || !row.has(b)) continue;
    const share = Math.max(chars / report.documents.chars[a], back / report.documents.chars[b]);
    cells.set(row.get(a) * size + row.get(b), share);
    cells.set(row.get(b) * size + row.get(a), share);
  }
  const canvas = h("canvas", {
    class: "map", tabindex: "0", role: "application", "aria-roledescription": "heat map", "aria-describedby": "map-told",
    "aria-label": `Heat map of ${counted(size, "document")}: arrow keys move from pair to pair, Enter opens one`,
  });
  const told = h("p", { class: "told", id: "map-told", "aria-live": "polite" }, "Each cell is a pair of documents; the darker, the more they share. Point at one, or use the arrow keys.");
  let [zoom, left, top, cursor] = [1, 0, 0, null];

  function draw() {
    const pixels = Math.max(Math.round(canvas.clientWidth * devicePixelRatio), 50);
    canvas.width = canvas.height = pixels;
    const pen = canvas.getContext("2d");
    const style = getComputedStyle(canvas);
    const cell = (pixels * zoom) / size;
    const between = cell > 6 * devicePixelRatio ? devicePixelRatio : 0;
    const box = (i, j) => [i * cell - left * pixels, j * cell - top * pixels, Math.max(cell - between, 0.7), Math.max(cell - between, 0.7)];
    pen.fillStyle = style.getPropertyValue("color");
    for (let k = 0; k < size; k++) {
      pen.globalAlpha = 0.09;
      pen.fillRect(...box(k, k));
    }
    pen.fillStyle = style.caretColor;
    for (const [key, share] of cells) {
      pen.globalAlpha = 0.14 + 0.86 * Math.min(Math.sqrt(share), 1);
      pen.fillRect(...box(key % size, Math.floor(key / size)));
    }
    pen.globalAlpha = 1;
    pen.fillStyle = style.color;
    pen.font = `${12 * devicePixelRatio}px ${style.fontFamily}`;
    if (cell > 56 * devicePixelRatio) {
      for (let k = 0; k < size; k++) {
        const [x, y, wide] = box(k, k);
        const most = Math.floor(wide / (7.2 * devicePixelRatio));
        pen.fillText(short(report.name(order[k]), most), x + 6 * devicePixelRatio, y + 18 * devicePixelRatio);
      }
    }
    if (cursor) {
      pen.strokeStyle = style.color;
      pen.lineWidth = 2 * devicePixelRatio;
      pen.strokeRect(...box(...cursor));
    }
  }

  function point(i, j) {
    if (i < 0 || j < 0 || i >= size || j >= size) return;
    cursor = [i, j];
    const [a, b] = [order[j], order[i]];
    const share = cells.get(j * size + i);
    if (a === b) told.replaceChildren(report.name(a));
    else if (share) told.replaceChildren(h("a", { href: side(a, b) }, `${report.name(a)} and ${report.name(b)}`), ` share ${percent(share)}`);
    else told.replaceChildren(`${report.name(a)} and ${report.name(b)} share nothing`);
    draw();
  }

  function under(event) {
    const box = canvas.getBoundingClientRect();
    const find = (offset, length, start) => Math.floor(((offset / length + start) / zoom) * size);
    return [find(event.clientX - box.left, box.width, left), find(event.clientY - box.top, box.height, top)];
  }

  function open() {
    if (!cursor) return;
    const [a, b] = [order[cursor[1]], order[cursor[0]]];
    if (a === b) location.hash = at("document", a);
    else if (cells.has(cursor[1] * size + cursor[0])) location.hash = side(a, b);
  }

  function scale(factor, x = 0.5, y = 0.5) {
    const next = Math.min(Math.max(zoom * factor, 1), Math.max(size / 4, 1));
    left = clamp(((left + x) / zoom) * next - x, next);
    top = clamp(((top + y) / zoom) * next - y, next);
    zoom = next;
    draw();
  }
  const clamp = (value, factor) => Math.min(Math.max(value, 0), factor - 1);

  let held = null;
  canvas.addEventListener("pointerdown", (event) => (held = { x: event.clientX, y: event.clientY, left, top, moved: false }));
  canvas.addEventListener("pointerup", (event) => {
    const click = held && !held.moved;
    held = null;
    if (!click) return;
    point(...under(event));
    if (event.pointerType === "mouse") open();
  });
  canvas.addEventListener("pointerleave", () => (held = null));
  canvas.addEventListener("pointermove", (event) => {
    if (!held) return event.pointerType === "mouse" ? point(...under(event)) : undefined;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (zoom > 1 && Math.hypot(dx, dy) > 4) {
      held.moved = true;
      left = clamp(held.left - dx / canvas.clientWidth, zoom);
      top = clamp(held.top - dy / canvas.clientHeight, zoom);
      draw();
    }
  });
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // else the page could not be scrolled past the map
    event.preventDefault();
    const box = canvas.getBoundingClientRect();
    scale(event.deltaY < 0 ? 1.25 : 0.8, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (step) {
      event.preventDefault();
      point(...(cursor ? [cursor[0] + step[0], cursor[1] + step[1]] : [0, 0]));
    } else if (event.key === "Enter") open();
    else if (event.key === "+") scale(1.5);
    else if (event.key === "-") scale(1 / 1.5);
  });
  new ResizeObserver(draw).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  document.addEventListener("theme", draw);
  const step = (sign, label, factor) => h("button", { type: "button", "aria-label": label, onclick: () => scale(factor) }, sign);
  return h("div", {},
    h("header", {}, h("h3", {}, "Heat map"), h("div", { class: "zoom" }, step("−", "Zoom out", 1 / 1.5), step("+", "Zoom in", 1.5), saving("Save as PNG", "heat-map.png", () => painted(canvas)))),
    canvas, told);
}

function network(report) {
  const [width, height, margin] = [640, 560, 60];
  const place = new Map(report.nodes.map(([document, x, y]) => [document, [margin + x * (width - 2 * margin), margin + y * (height - 2 * margin)]]));
  const edges = report.pairs.filter(([a, b]) => place.has(a) && place.has(b)).slice(0, 600);
  const most = Math.max(...report.nodes.map(([document]) => report.documents.words[document]), 1);
  const few = report.nodes.length <= 30;
  const lines = edges.map(([a, b, chars, back]) => {
    const share = Math.max(chars / report.documents.chars[a], back / report.documents.chars[b]);
    const [[x1, y1], [x2, y2]] = [place.get(a), place.get(b)];
    return svg("line", { x1, y1, x2, y2, "stroke-width": (1 + (few ? 9 : 3) * Math.sqrt(share)).toFixed(1) },
      svg("title", {}, `${report.name(a)} and ${report.name(b)}: ${percent(share)}`));
  });
  const nodes = report.nodes.map(([document]) => {
    const [x, y] = place.get(document);
    const radius = 5 + 11 * Math.sqrt(report.documents.words[document] / most);
    const name = short(report.name(document));
    return svg("a", { href: at("document", document), "aria-label": `${report.name(document)}, ${percent(report.share(document))} reused` },
      svg("circle", { cx: x, cy: y, r: radius.toFixed(1) }, svg("title", {}, report.name(document))),
      few && svg("text", { x, y: y + radius + 14, "text-anchor": x < 110 ? "start" : x > width - 110 ? "end" : "middle" }, name));
  });
  const left = report.documents.reused.filter((chars) => chars).length - report.nodes.length;
  const drawing = svg("svg", { class: "network", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Network of documents that share passages" }, lines, nodes);
  return h("div", {},
    h("header", {}, h("h3", {}, "Network"), h("div", { class: "zoom" }, saving("Save as SVG", "network.svg", () => traced(drawing)))),
    drawing,
    h("p", { class: "told" }, "A line joins documents that share passages; the thicker, the more. Point at a circle for its name, open it for its text.",
      left > 0 && ` ${number(left)} that share less are not drawn.`));
}

function short(name, most = 22) {
  const file = name.split("/").pop();
  return file.length > most ? `${file.slice(0, most - 1)}…` : file;
}

function timeline(report) {
  const { passages, documents } = report;
  const rows = [];
  for (let family = 0; family < passages.id.length && rows.length < 40; family++) {
    const places = report.places(family).map((place) => [day(documents.date[passages.place_document[place]]), passages.place_document[place]]);
    const dated = places.filter(([when]) => when !== null).sort((a, b) => a[0] - b[0]);
    if (dated.length > 1 && dated[0][0] < dated[dated.length - 1][0]) rows.push([family, dated]);
  }
  if (!rows.length) return null;
  const [low, high] = [Math.min(...rows.map(([, d]) => d[0][0])), Math.max(...rows.map(([, d]) => d[d.length - 1][0]))];
  const [width, from, step] = [1000, 330, 26];
  const x = (when) => from + 10 + ((when - low) / Math.max(high - low, 1)) * (width - from - 40);
  const foot = rows.length * step + 14;
  const ticks = Array.from({ length: 5 }, (_, k) => low + ((high - low) * k) / 4);
  const exact = high - low > 6e11 ? 4 : high - low > 1e10 ? 7 : 10; // years over two decades, months over four months
  const format = (when) => new Date(when).toISOString().slice(0, exact);
  const drawing = svg("svg", { class: "timeline", viewBox: `0 0 ${width} ${foot + 22}`, role: "group", "aria-label": "Timeline of passages" },
    ticks.map((when) => [svg("line", { x1: x(when), x2: x(when), y1: 4, y2: foot }), svg("text", { x: x(when), y: foot + 16, "text-anchor": "middle" }, format(when))]),
    rows.map(([family, dated], k) => {
      const y = 18 + k * step;
      const words = passages.text[family];
      return [
        svg("a", { href: at("passage", passages.id[family]) }, svg("text", { x: 0, y: y + 4 }, words.length > 48 ? `${words.slice(0, 47)}…` : words)),
        svg("line", { class: "reach", x1: x(dated[0][0]), x2: x(dated[dated.length - 1][0]), y1: y, y2: y }),
        dated.map(([when, document], n) => svg("circle", { cx: x(when), cy: y, r: n ? 4.5 : 6, class: n ? "" : "first" },
          svg("title", {}, `${documents.date[document]}: ${report.name(document)}`))),
      ];
    }));
  return h("div", {}, h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Timeline, drawn" }, drawing),
    h("div", { class: "zoom" }, saving("Save as SVG", "timeline.svg", () => traced(drawing))));
}

function day(date) {
  const found = /^(-?\d{1,4})(?:-(\d\d))?(?:-(\d\d))?/.exec(date ?? "");
  if (!found) return null;
  const when = new Date(0);
  when.setUTCFullYear(Number(found[1]), Number(found[2] ?? 1) - 1, Number(found[3] ?? 1));
  return when.getTime();
}

// overview.js
// The first page: how much, where, who with whom, since when, and what is not here.


function overviewPage(report) {
  const total = report.totals;
  const share = total.chars ? total.reused_chars / total.chars : 0;
  const dates = report.dated ? timeline(report) : null;
  const sections = [
    ["documents", "Documents", documents(report), report.folder && !report.anonymous ? `in ${report.folder}` : ""],
    ["passages", "Passages", passages(report), "Everything that stands in more than one place"],
    report.pairs.length && ["shared", "Who shares with whom", shared(report), pictured(report)],
    dates && ["timeline", "Timeline", dates, "When each passage appeared, by the dates of its documents; the first in another colour"],
    (report.skipped.length || Object.keys(total.passed_over).length) && ["unread", "Not read", unread(report), ""],
    ["run", "How this was made", made(report), ""],
  ].filter(Boolean);
  return {
    title: "Overview",
    nodes: [
      h("h1", { tabindex: "-1" }, report.within ? `${percent(report.share(0))} of ${report.name(0)} also stands in the index` : total.matches ? `${percent(share)} of this text stands in more than one place` : "Nothing here stands in more than one place"),
      h("dl", { class: "figures" }, figure(total.documents, "documents"), figure(total.words, "words"), figure(total.families, "passages reused"), figure(total.matches, "matches")),
      notices(report),
      h("nav", { "aria-label": "Sections" }, h("ul", { class: "contents" }, sections.map(([id, name]) => h("li", {}, h("a", { href: `#/overview/${id}` }, name))))),
      sections.map(([id, name, node, said]) => h("section", { id, "aria-labelledby": `${id}-head` }, h("header", {}, h("h2", { id: `${id}-head` }, name), h("p", {}, said)), node)),
    ],
  };
}

const figure = (value, name) => h("div", {}, h("dt", {}, name), h("dd", {}, number(value)));

function notices(report) {
  const { cut, totals } = report;
  const said = [
    cut.passages && `${counted(cut.passages, "passage")} did not fit into this page (--html-limit)`,
    cut.beyond && `${counted(cut.beyond, "passage")} are beyond what is shown here`,
    cut.documents && `${counted(cut.documents, "document")} are not listed here`,
    cut.texts && `of ${counted(cut.texts, "document")} no text is in this page`,
    cut.pairs && `${counted(cut.pairs, "pair")} of documents that share least are not shown`,
    ...Object.entries(totals.left_out).filter(([, count]) => count).map(([name, count]) => `${number(count)} ${name} are not in the report itself`),
  ].filter(Boolean);
  const quoted = report.documents.whole.some((whole, k) => whole === 0 && report.documents.block[k] >= 0);
  const nodes = said.length ? [h("p", { class: "notice" }, `Not all is here: ${said.join("; ")}.`)] : [];
  if (quoted) nodes.push(h("p", { class: "notice" }, "Of some documents only the passages that the report quotes are here: their files were not found as they were when they were read."));
  return nodes;
}

function documents(report) {
  const all = report.documents.name.map((_, document) => document);
  const share = { head: "Reused", key: (d) => report.share(d), cell: (d) => bar(report.share(d)), first: "descending" };
  const columns = [
    { head: "Document", class: "name", key: (d) => report.name(d), cell: (d) => h("a", { href: at("document", d) }, report.name(d)) },
    share,
    { head: "Words", class: "number", key: (d) => report.documents.words[d], cell: (d) => number(report.documents.words[d]), first: "descending" },
    { head: "Passages", class: "number", key: (d) => report.placesIn[d].length, cell: (d) => number(report.placesIn[d].length), first: "descending" },
    report.dated && { head: "Date", key: (d) => report.documents.date[d], cell: (d) => shown(report.documents.date[d]) },
  ].filter(Boolean);
  return table("Documents", columns, all, { column: share, down: true }).node;
}

function passages(report) {
  const own = report.passages;
  const size = (f) => report.after(f) - own.from[f];
  const all = own.id.map((_, family) => family);
  const words = { head: "Words", class: "number", key: (f) => own.words[f], cell: (f) => number(own.words[f]), first: "descending" };
  const columns = [
    { head: "Passage", class: "text", key: (f) => own.text[f], cell: (f) => h("a", { href: at("passage", own.id[f]) }, shown(clipped(own.text[f]))) },
    { head: "Places", class: "number", key: size, cell: (f) => number(size(f)), first: "descending" },
    words,
    { head: "Kind", class: "kind", key: (f) => own.kind[f], cell: (f) => own.kind[f] },
    own.known && { head: "Known", class: "kind", key: (f) => report.fresh(f), cell: (f) => judged(report.fresh(f), size(f), own.reason[f]), first: "descending" },
    { head: "Surprise", class: "number", key: (f) => own.score[f], cell: (f) => (own.score[f] ? `${number(Math.round(own.score[f]))} bits` : "–"), first: "descending" },
  ].filter(Boolean);
  const most = { column: columns[1], down: true };
  const rows = table("Passages", columns, all, most);
  const told = h("p", { class: "quiet small", "aria-live": "polite" });
  const kinds = [...new Set(own.kind)].sort();
  const holders = report.documents.name.map((_, d) => d).filter((d) => report.placesIn[d].length).slice(0, 2000);
  const kind = h("select", {}, h("option", { value: "" }, "all kinds"), kinds.map((name) => h("option", { value: name }, name)));
  const holder = h("select", {}, h("option", { value: "" }, "all documents"), holders.map((d) => h("option", { value: d }, tail(report.name(d)))));
  const least = h("input", { type: "number", min: "0", step: "1", placeholder: "0" });
  const score = h("input", { type: "number", min: "0", step: "1", placeholder: "0" });
  const news = h("select", {}, h("option", { value: "" }, "new and known"), h("option", { value: "new" }, "new"), h("option", { value: "known" }, "known"));
  const apply = () => {
    const within = holder.value === "" ? null : new Set(report.placesIn[Number(holder.value)].map((place) => report.familyOf[place]));
    const kept = all.filter((f) => (!kind.value || own.kind[f] === kind.value) && own.words[f] >= Number(least.value) && own.score[f] >= Number(score.value) && (!within || within.has(f)) && (!news.value || (news.value === "new") === report.fresh(f) > 0));
    told.textContent = kept.length < all.length ? `${number(kept.length)} of ${counted(all.length, "passage")}` : counted(all.length, "passage");
    rows.update(kept);
  };
  const label = (name, input, wide = "") => h("label", { class: wide }, name, input);
  const filters = h("form", { class: "filters", "aria-label": "Filters", onsubmit: (event) => event.preventDefault(), oninput: apply },
    label("Kind", kind), label("Words, at least", least), label("Surprise, at least", score), own.known && label("Known", news), label("In document", holder, "wide"));
  apply();
  return h("div", {}, filters, told, rows.node);
}

const clipped = (text) => (text.length > 170 ? `${text.slice(0, text.lastIndexOf(" ", 168) + 1 || 168)}…` : text);
const tail = (name) => (name.length > 60 ? `…${name.slice(-59)}` : name);

function pictured(report) {
  const drawn = report.order.length;
  const all = report.documents.reused.filter((chars) => chars).length;
  return drawn < all ? `The ${number(drawn)} documents that share most` : "";
}

function shared(report) {
  const much = (p) => Math.max(p[2], p[3]);
  const share = (p) => Math.max(p[2] / report.documents.chars[p[0]], p[3] / report.documents.chars[p[1]]);
  const both = { head: "Characters", class: "number", key: much, cell: (p) => number(much(p)), first: "descending" };
  const columns = [
    { head: "Document", class: "name", key: (p) => report.name(p[0]), cell: (p) => h("a", { href: side(p[0], p[1]) }, report.name(p[0])) },
    { head: "shares with", class: "name", key: (p) => report.name(p[1]), cell: (p) => h("a", { href: side(p[0], p[1]) }, report.name(p[1])) },
    both,
    { head: "Greater share", key: share, cell: (p) => bar(share(p)), first: "descending" },
  ];
  return h("div", {}, h("div", { class: "pictures" }, heatmap(report), network(report)),
    h("h3", {}, "Pairs"), table("Pairs of documents", columns, report.pairs, { column: both, down: true }).node);
}

function unread(report) {
  const rule = Object.entries(report.totals.passed_over).map(([name, count]) => `${number(count)} ${name}`);
  const columns = [
    { head: "Input", class: "name", key: ([path]) => path, cell: ([path]) => (report.anonymous ? "(hidden)" : path) },
    { head: "Why", key: ([, reason]) => reason, cell: ([, reason]) => reason },
  ];
  return h("div", {}, report.skipped.length && table("Inputs that were not read", columns, report.skipped).node,
    rule.length && h("p", { class: "quiet" }, `Passed over by rule: ${rule.join(", ")}.`));
}

function made(report) {
  return h("div", {},
    h("dl", { class: "settings" }, h("dt", {}, "program"), h("dd", {}, report.tool), h("dt", {}, "input digest"), h("dd", {}, report.digest),
      report.settings.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, report.anonymous ? "(hidden)" : value)])),
    h("h3", {}, "What the scores mean"),
    h("dl", { class: "settings" }, report.scores.map(([name, meaning]) => [h("dt", {}, name), h("dd", {}, meaning)])));
}

// diff.js
// Two passages as stretches that are equal, changed, left out, added or moved. Offsets are those of the documents.


const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+/gu;
const MOST = 1500; // differences that are looked for word by word

function words(text, start) {
  const point = points(text);
  return Array.from(text.matchAll(WORD), (found) => ({
    start: start + point(found.index),
    end: start + point(found.index + found[0].length),
    key: found[0].toLowerCase().normalize("NFKD").replace(/\p{M}/gu, ""),
  }));
}

// From the edits of the report: lengths of what is equal and of what differs, side by side.
function fromEdits([a, aEnd, b, bEnd], edits) {
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

function turned(parts) {
  return parts.map(({ equal, a, b }) => ({ equal, a: b, b: a }));
}

// Without edits: the shortest way from one text to the other, in words (Myers 1986).
function compared(textA, startA, textB, startB) {
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
function marks(parts, sliceA, sliceB) {
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

// passage.js
// One family: all its places, and its variants under one another.


const ALIGNED = 60; // places that are compared word by word
const LINE = 14; // words of the text that stands first, in a line of the collation

async function passagePage(report, family) {
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

// search.js
// The search: documents by name, passages by their words.


const ID = /^[0-9a-f]{12}$/; // of a passage or a match

async function matchWithId(report, family, id) {
  return (await report.family(family)).matches.find((match) => report.matchId(family, match) === id);
}

const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ");

async function searchPage(report, query) {
  const wanted = plain(query).trim();
  const names = report.documents.name.map((_, d) => d).filter((d) => wanted && plain(report.name(d)).includes(wanted));
  const families = (await report.found(query)) ?? [];
  for (let family = 0; wanted && !report.served && family < report.passages.id.length; family++) {
    if (await holds(report, family, wanted)) families.push(family);
  }
  const most = 100;
  const listed = (rows, row) => h("ul", {}, rows.slice(0, most).map((one) => h("li", {}, row(one))), rows.length > most && h("li", { class: "quiet" }, `and ${number(rows.length - most)} more`));
  return {
    title: `Search: ${query}`,
    crumbs: ["search"],
    nodes: [
      h("h1", { tabindex: "-1" }, `Search for “${query}”`),
      h("p", { class: "lead", role: "status" }, `${counted(names.length, "document")} by name, ${counted(families.length, "passage")} by ${ID.test(wanted) ? "words or id" : "words"}`),
      names.length > 0 && h("section", {}, h("h2", {}, "Documents"), listed(names, (d) => h("a", { href: at("document", d) }, report.name(d)))),
      families.length > 0 && h("section", {}, h("h2", {}, "Passages"), listed(families, (f) => [h("a", { href: at("passage", report.passages.id[f]) }, shown(report.passages.text[f])), h("span", { class: "quiet" }, ` ${counted(report.places(f).length, "place")}`)])),
    ],
  };
}

async function holds(report, family, wanted) {
  if (ID.test(wanted) && (report.passages.id[family] === wanted || (await matchWithId(report, family, wanted)))) return true;
  if (plain((await report.family(family)).text).includes(wanted)) return true;
  if (/verbatim|boilerplate/.test(report.passages.kind[family])) return false; // its other places say the same
  for (const number of report.places(family)) {
    const { document, start, end } = report.place(number);
    if (plain((await report.quote(document, start, end)) ?? "").includes(wanted)) return true;
  }
  return false;
}

// references.js
// The documents of an index: each is checked against all the others when it is opened, and so is a text that is pasted.


class References {
  constructor(index) {
    Object.assign(this, index);
    this.anonymous = false;
  }

  name(document) {
    return this.anonymous ? `Document ${document + 1}` : this.documents.name[document];
  }
}

function referencesPage(index, query) {
  const own = index.documents;
  const all = own.name.map((_, document) => document);
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  return {
    title: `Index ${index.references.name}`,
    nodes: [
      h("h1", { tabindex: "-1" }, `Index ${index.references.name}`),
      h("dl", { class: "figures" }, figured(all.length, "documents"), figured(sum(own.words), "words"), figured(sum(own.chars), "characters")),
      h("p", { class: "notice" }, "An index holds texts and no findings: a document is checked against all the others when you open it. Who shares with whom in the whole of it, and a heat map of that, is for a report: scan the documents themselves."),
      h("section", { id: "check", "aria-labelledby": "check-head" }, h("header", {}, h("h2", { id: "check-head" }, "Check a text")), pasting()),
      h("section", { id: "documents", "aria-labelledby": "documents-head" },
        h("header", {}, h("h2", { id: "documents-head" }, "Documents"), h("p", {}, "Open one to see what of it stands in the others")), listed(index, all, query)),
      index.references.skipped.length > 0 && h("section", { id: "unread", "aria-labelledby": "unread-head" }, h("header", {}, h("h2", { id: "unread-head" }, "Not read")), notTaken(index)),
      h("section", { id: "run", "aria-labelledby": "run-head" }, h("header", {}, h("h2", { id: "run-head" }, "How this was made")),
        h("dl", { class: "settings" }, index.references.about.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]))),
    ],
  };
}

const figured = (value, name) => h("div", {}, h("dt", {}, name), h("dd", {}, number(value)));

function pasting() {
  const box = h("textarea", { id: "pasted", rows: "5", "aria-describedby": "pasted-told" });
  const told = h("p", { id: "pasted-told", class: "quiet small", role: "status" }, "It is checked on this machine, and kept until the server ends.");
  const send = h("button", {}, "Check");
  const check = async (event) => {
    event.preventDefault();
    [send.disabled, told.textContent] = [true, "Checking …"];
    try {
      const answer = await fetch("pasted", { method: "POST", headers: { "Content-Type": "text/plain" }, body: box.value });
      if (!answer.ok) throw new Error(await answer.text());
      location.href = (await answer.json()).at;
    } catch (error) {
      [send.disabled, told.textContent] = [false, error instanceof TypeError ? "The server does not answer: is it still running?" : error.message];
    }
  };
  return h("form", { class: "pasting", onsubmit: check }, h("label", { for: "pasted" }, "Paste a text"), box, send, told);
}

function listed(index, all, query) {
  const own = index.documents;
  const columns = [
    { head: "Document", class: "name", key: (d) => index.name(d), cell: (d) => h("a", { href: `document/${own.key[d]}/#/document/0` }, index.name(d)) },
    { head: "Words", class: "number", key: (d) => own.words[d], cell: (d) => number(own.words[d]), first: "descending" },
    { head: "Characters", class: "number", key: (d) => own.chars[d], cell: (d) => number(own.chars[d]), first: "descending" },
    own.date.some(Boolean) && { head: "Date", key: (d) => own.date[d], cell: (d) => shown(own.date[d]) },
    own.told.some(Boolean) && { head: "Metadata", class: "name", key: (d) => own.told[d], cell: (d) => (index.anonymous ? "(hidden)" : shown(own.told[d])) },
  ].filter(Boolean);
  const rows = table("Documents", columns, all);
  const told = h("p", { class: "quiet small", "aria-live": "polite" });
  const words = h("input", { type: "search", value: query, placeholder: "name or metadata" });
  const apply = () => {
    const wanted = plain(words.value).trim();
    const kept = all.filter((d) => !wanted || plain(`${index.name(d)} ${own.date[d]} ${index.anonymous ? "" : own.told[d]}`).includes(wanted));
    told.textContent = kept.length < all.length ? `${number(kept.length)} of ${counted(all.length, "document")}` : counted(all.length, "document");
    rows.update(kept);
  };
  apply();
  return h("div", {}, h("form", { class: "filters", "aria-label": "Filters", onsubmit: (event) => event.preventDefault(), oninput: apply },
    h("label", { class: "wide" }, "Name or metadata", words)), told, rows.node);
}

function notTaken(index) {
  const columns = [
    { head: "Input", class: "name", key: ([path]) => path, cell: ([path]) => (index.anonymous ? "(hidden)" : path) },
    { head: "Why", key: ([, reason]) => reason, cell: ([, reason]) => reason },
  ];
  return table("Inputs that were not read", columns, index.references.skipped).node;
}

// matches.js
// What two documents share, as pairs of places with what differs: from the report, or compared here and now.


// Each: { key, family, first, second, a: [start, end], b, kind, scores, parts, marks: [of a, of b] }
async function matchesOf(report, a, b) {
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
async function matchOf(report, family, first, second) {
  const details = await report.family(family);
  const base = report.passages.from[family];
  const direct = details.matches.find(([i, j]) => (base + i === first && base + j === second) || (base + i === second && base + j === first));
  return direct ? recorded(report, family, direct, new Set([first]), new Set([second])) : { family, first, second };
}

// Adds where its sides are, and what differs there.
async function completed(report, match) {
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

const KINDS = { changed: "changed", left: "left out", added: "added", moved: "moved" };

// side.js
// Two documents side by side: what they share is marked, and scrolls together.


async function sidePage(report, a, b, wanted) {
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

// main.js
// The frame of the page: where one is, keys, theme and the switch that hides names.


const KEYS = [["n", "next passage"], ["p", "previous passage"], ["/", "search"], ["o", "overview"], ["?", "this help"]];
const THEMES = ["auto", "light", "dark"];

async function start() {
  const app = document.getElementById("app");
  const main = h("main", { id: "main", tabindex: "-1" });
  const box = h("input", { type: "search", placeholder: "Search passages and documents", "aria-label": "Search passages and documents", "aria-keyshortcuts": "/" });
  const help = h("dialog", { "aria-labelledby": "help-head" }, h("h2", { id: "help-head" }, "Keys"),
    h("dl", {}, KEYS.map(([key, does]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)])),
    h("p", { class: "quiet small" }, "Hiding names changes what is shown, not what is in this file: to give it away without names, make it with -f html:anonymise=true."),
    h("form", { method: "dialog" }, h("button", {}, "Close")));
  const hide = h("button", { type: "button", "aria-pressed": "false" }, "Hide names");
  const theme = h("button", { type: "button" }, "Theme: auto");
  app.append(
    h("a", { class: "skip", href: "#main", onclick: (event) => (event.preventDefault(), main.focus()) }, "Skip to the content"),
    h("header", { class: "bar" }, h("a", { class: "brand", href: "#/" }, "text ", h("i", {}, "reuse")),
      h("form", { role: "search", onsubmit: (event) => (event.preventDefault(), box.value.trim() && (location.hash = at("search", encodeURIComponent(box.value.trim())))) }, box),
      h("div", { class: "tools" }, hide, theme, h("button", { type: "button", "aria-label": "Keys and help", onclick: () => help.showModal() }, "?"))),
    main, help, h("div", { id: "toast", class: "toast", role: "status" })
  );
  const waiting = h("p", { role: "status" }, "Opening …");
  main.append(waiting);
  setTimeout(() => (waiting.textContent = "Still at work. What is checked against a large index may take minutes, if it is long itself …"), 3000);
  let report;
  try {
    const index = await read("index");
    report = index.references ? new References(index) : new Report(index);
  } catch (error) {
    main.replaceChildren(h("h1", {}, "This page cannot be shown"), h("p", {}, String(error.message ?? error)), h("p", { class: "quiet" }, "It needs a browser from 2024 or later, and the whole file or the server that it came from."));
    return;
  }
  hide.hidden = report.nameless; // they are not in this file at all
  let view = {};
  let turn = 0;

  async function route(focus = true) {
    const own = ++turn;
    const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
    let next;
    try {
      next = (await drawn(report, name, rest)) ?? lost();
    } catch (error) {
      next = { title: "Fault", nodes: [h("h1", {}, "This view cannot be shown"), h("p", {}, String(error.message ?? error))] };
    }
    if (own !== turn) return; // somebody has gone on since
    view = next;
    document.title = `${view.title} – text reuse`;
    const trail = [report.within && h("a", { href: "../../#/" }, `Index ${report.within}`), (view.crumbs || report.within) && h("a", { href: "#/" }, "Overview"), ...(view.crumbs ?? [])].filter(Boolean);
    const crumbs = trail.length > 0 && h("nav", { class: "crumbs", "aria-label": "Where you are" }, trail.map((crumb, k) => [k > 0 && " › ", crumb]));
    main.replaceChildren(...[crumbs, view.nodes].flat(Infinity).filter(Boolean));
    view.drawn?.();
    if (name === "overview" && rest[0]) document.getElementById(rest[0])?.scrollIntoView();
    else scrollTo(0, 0);
    if (focus) main.querySelector("h1")?.focus({ preventScroll: true });
    main.dataset.ready = location.hash || "#/";
  }

  addEventListener("beforeprint", () => document.querySelectorAll(".listed").forEach((list) => list.dispatchEvent(new Event("printing"))));
  addEventListener("hashchange", () => route());
  hide.addEventListener("click", () => {
    report.anonymous = !report.anonymous;
    hide.setAttribute("aria-pressed", report.anonymous);
    route(false);
  });
  theme.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(theme.textContent.split(" ")[1]) + 1) % THEMES.length];
    theme.textContent = `Theme: ${next}`;
    document.documentElement.style.colorScheme = next === "auto" ? "light dark" : next;
    document.dispatchEvent(new Event("theme"));
  });
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (typing && event.key === "Escape") event.target.blur();
    if (typing || help.open || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { n: () => view.next?.() , p: () => view.previous?.(), "/": () => box.focus(), o: () => (location.hash = "#/"), "?": () => help.showModal() }[event.key];
    if (!act) return;
    event.preventDefault();
    if ((event.key === "n" || event.key === "p") && !view.next) say("Open a document to step through its passages");
    act();
  });
  route(false);
}

async function drawn(report, name, rest) {
  if (report instanceof References) return referencesPage(report, name === "search" ? decodeURIComponent(rest[0] ?? "") : "");
  const known = (text) => text !== undefined && report.documents.name[Number(text)] !== undefined;
  if (name === "" || name === "overview") return overviewPage(report);
  if (name === "document" && known(rest[0])) return documentPage(report, Number(rest[0]));
  if (name === "side" && known(rest[0]) && known(rest[1])) return sidePage(report, Number(rest[0]), Number(rest[1]), rest[2]);
  if (name === "passage" && report.byId.has(rest[0])) return passagePage(report, report.byId.get(rest[0]));
  if (name === "match") return matchPage(report, rest[0], rest[1]);
  if (name === "search") return searchPage(report, decodeURIComponent(rest[0] ?? ""));
  return null;
}

// A match by its id; family: the id of its passage, if the address has it.
async function matchPage(report, id, family) {
  const hint = report.byId.get(family);
  const numbers = hint === undefined ? ((await report.found(id)) ?? report.passages.id.map((_, number) => number)) : [hint];
  for (const number of numbers) {
    const match = await matchWithId(report, number, id);
    if (!match) continue;
    const [first, second] = match.slice(0, 2).map((k) => report.passages.from[number] + k);
    const [a, b, wanted] = pair(report, first, second).split("/").slice(2);
    return sidePage(report, Number(a), Number(b), wanted);
  }
  return report.byId.has(id) ? passagePage(report, report.byId.get(id)) : null;
}

function lost() {
  return { title: "Not here", nodes: [h("h1", { tabindex: "-1" }, "There is nothing at this address"), h("p", {}, h("a", { href: "#/" }, "Overview"))] };
}

start();
})();

// The report: an index that is read at once, and blocks that are read when something in them is drawn.

import { matchId } from "./ids.js";
import { Text } from "./text.js";

// asked: what a server is told besides the name
export async function read(name, asked = "") {
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

export class Report {

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

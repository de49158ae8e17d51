// The report: an index that is read at once, and blocks that are read when something in them is drawn.

import { Text } from "./text.js";

async function read(name) {
  const held = document.getElementById(`data-${name}`);
  let bytes;
  if (held) bytes = Uint8Array.from(atob(held.textContent), (letter) => letter.charCodeAt(0));
  else {
    const answer = await fetch(`data/${name}`);
    if (!answer.ok) throw new Error(`the server does not answer for ${name}`);
    bytes = new Uint8Array(await answer.arrayBuffer());
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

const TOGETHER = 64; // passages in a block, as contents.py has it

export class Report {
  static async open() {
    return new Report(await read("index"));
  }

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
    if (!this.blocks.has(name)) this.blocks.set(name, read(name));
    return this.blocks.get(name);
  }

  async family(number) {
    const block = await this.block(`f${Math.floor(number / TOGETHER)}`);
    const details = block[number % TOGETHER];
    if (details.known) return details;
    const spans = this.places(number).map((place) => this.place(place));
    for (const match of details.matches) {
      const [a, b] = [spans[match[0]], spans[match[1]]];
      if (!match[4].length) match[4] = [a.start, a.end, b.start, b.end]; // left out where they are those of the places
    }
    return Object.assign(details, { known: true });
  }

  // What the page has of a document: stretches of text, each with the offset where it begins.
  async text(document) {
    const block = this.documents.block[document];
    if (block < 0) return [];
    const all = await this.block(`t${block}`);
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

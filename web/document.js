// One document: its text with all that is reused, coloured by where else it stands.

import { counted, h, number, percent, shown, svg } from "./dom.js";
import { at, pair, side } from "./links.js";
import { reading } from "./reading.js";
import { attributed, direction } from "./sources.js";
import { table } from "./table.js";

const WAYS = { from: "from", to: "to", with: "shared with", within: "repeated within" };

export async function documentPage(report, document) {
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

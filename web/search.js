// The search: documents by name, passages by their words.

import { h, counted, number, shown } from "./dom.js";
import { at } from "./links.js";

const ID = /^[0-9a-f]{12}$/; // of a passage or a match

export async function matchWithId(report, family, id) {
  return (await report.family(family)).matches.find((match) => report.matchId(family, match) === id);
}

export const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ");

export async function searchPage(report, query) {
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

// The first page: how much, where, who with whom, since when, and what is not here.

import { judged } from "./address.js";
import { bar, counted, h, number, percent, shown } from "./dom.js";
import { at, side } from "./links.js";
import { heatmap, network, timeline } from "./pictures.js";
import { table } from "./table.js";

export function overviewPage(report) {
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

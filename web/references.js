// The documents of an index: each is checked against all the others when it is opened, and so is a text that is pasted.

import { counted, h, number, shown } from "./dom.js";
import { plain } from "./search.js";
import { table } from "./table.js";

export class References {
  constructor(index) {
    Object.assign(this, index);
    this.anonymous = false;
  }

  name(document) {
    return this.anonymous ? `Document ${document + 1}` : this.documents.name[document];
  }
}

export function referencesPage(index, query) {
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

// The frame of the page: where one is, keys, theme and the switch that hides names.

import { read, Report } from "./data.js";
import { documentPage } from "./document.js";
import { h, say } from "./dom.js";
import { at, pair } from "./links.js";
import { overviewPage } from "./overview.js";
import { passagePage } from "./passage.js";
import { References, referencesPage } from "./references.js";
import { matchWithId, searchPage } from "./search.js";
import { sidePage } from "./side.js";

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

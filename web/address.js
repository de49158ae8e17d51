// Ids of passages and matches as they are shown: to be read, copied, and mailed as links.

import { h, say } from "./dom.js";

export function address(what, id, href) {
  return h("span", { class: "address" }, `${what} `, h("code", {}, id), " ", h("a", { href, onclick: copied }, "copy link"));
}

export function copied(event) {
  event.preventDefault();
  const link = event.currentTarget.href;
  navigator.clipboard?.writeText(link).then(() => say("Link copied"), () => say(link)) ?? say(link);
}

// What a baseline says of a passage; fresh: how many of its places are new.
export function judged(fresh, places, reason) {
  if (fresh === null) return null;
  const said = fresh === 0 ? "known" : fresh === places ? "new" : `new in ${fresh} of ${places} places`;
  return [h("span", { class: fresh ? "badge new" : "badge known" }, said), fresh < places && reason && ` (${reason})`];
}

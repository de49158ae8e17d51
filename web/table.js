// A table that sorts by its heads and shows some rows at a time.

import { h, number } from "./dom.js";

const AT_ONCE = 50;
const PRINTED = 2000;

// columns: { head, key(row) -> what to sort by, cell(row) -> node, class, first: "descending" }
export function table(label, columns, rows, sorted = null) {
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

// The heat map, the network and the timeline of the overview.

import { counted, h, number, percent, svg } from "./dom.js";
import { at, side } from "./links.js";
import { painted, saving, traced } from "./saving.js";

export function heatmap(report) {
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

export function network(report) {
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

export function timeline(report) {
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

// Whom the words of a document are shared with, every character counted once.

const COLOURS = 7; // sources with a colour of their own; all others share one

// Returns { sources: [{ document, chars, colour }], pieces: [{ start, end, source, place, other }], own }.
// Each stretch goes to one document: the one that shares most of what is not yet given away, again and again.
export function attributed(report, document) {
  const cells = cut(report, document);
  const holders = new Map(); // other document -> cells
  for (const cell of cells) {
    for (const other of cell.others.keys()) {
      if (!holders.has(other)) holders.set(other, []);
      holders.get(other).push(cell);
    }
  }
  const sources = [];
  while (holders.size) {
    let best = null;
    for (const [other, own] of holders) {
      const chars = own.reduce((sum, cell) => sum + (cell.source ? 0 : cell.end - cell.start), 0);
      if (!chars) holders.delete(other);
      else if (!best || chars > best.chars || (chars === best.chars && other < best.document)) best = { document: other, chars };
    }
    if (!best) break;
    best.colour = Math.min(sources.length, COLOURS);
    sources.push(best);
    for (const cell of holders.get(best.document)) cell.source ??= best;
    holders.delete(best.document);
  }
  const pieces = [];
  for (const cell of cells) {
    const { place, other } = cell.others.get(cell.source.document);
    const last = pieces[pieces.length - 1];
    if (last && last.end === cell.start && last.place === place && last.source === cell.source) last.end = cell.end;
    else pieces.push({ start: cell.start, end: cell.end, source: cell.source, place, other });
  }
  return { sources, pieces, reused: cells.reduce((sum, cell) => sum + cell.end - cell.start, 0) };
}

// Stretches with the same passages throughout; for each the other documents, and by which place: that of the longest.
function cut(report, document) {
  const places = report.placesIn[document].map((number) => ({ number, ...report.place(number) }));
  const events = places.flatMap((place) => [[place.start, place, true], [place.end, place, false]]).sort((x, y) => x[0] - y[0]);
  const active = new Set();
  const cells = [];
  let before = 0;
  for (const [offset, place, opens] of events) {
    if (offset > before && active.size) cells.push({ start: before, end: offset, others: others(report, [...active]), source: null });
    before = offset;
    if (opens) active.add(place);
    else active.delete(place);
  }
  return cells;
}

function others(report, places) {
  const found = new Map();
  places.sort((a, b) => b.end - b.start - (a.end - a.start) || a.number - b.number);
  for (const place of places) {
    for (const other of report.places(report.familyOf[place.number])) {
      const holder = report.passages.place_document[other];
      if (other !== place.number && !found.has(holder)) found.set(holder, { place: place.number, other });
    }
  }
  return found;
}

// "from" where the other document is the earlier one, "to" where it is the later, "with" where no dates tell.
export function direction(report, document, other) {
  const [own, its] = [report.documents.date[document], report.documents.date[other]];
  if (document === other) return "within";
  if (!own || !its || own === its) return "with";
  return its < own ? "from" : "to";
}

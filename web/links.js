// Addresses within the page: each view, each passage and each match has one.

export const at = (view, ...parts) => `#/${[view, ...parts].join("/")}`;
export const side = (a, b, match = "") => at("side", a, b, ...(match ? [match] : []));

// A match by its id; its passage says where to look, and may be left out.
export const matchAt = (report, family, id) => at("match", id, report.passages.id[family]);

// The two places `first` and `second` of a family, side by side.
export function pair(report, first, second) {
  const family = report.familyOf[first];
  const base = report.passages.from[family];
  const owner = report.passages.place_document;
  return side(owner[first], owner[second], `${report.passages.id[family]}.${first - base}.${second - base}`);
}

// A stretch of a document. Offsets in reports count code points; those of JavaScript count half of them twice.

export class Text {
  constructor(start, text) {
    this.start = start;
    this.text = text;
    this.at = null;
    if (/[\ud800-\udbff]/.test(text)) {
      this.at = [];
      for (let unit = 0; unit < text.length; unit += text.codePointAt(unit) > 0xffff ? 2 : 1) this.at.push(unit);
      this.at.push(text.length);
    }
    this.end = start + (this.at ? this.at.length - 1 : text.length);
  }

  unit(offset) {
    const inside = Math.min(Math.max(offset - this.start, 0), this.end - this.start);
    return this.at ? this.at[inside] : inside;
  }

  slice(start, end) {
    return this.text.slice(this.unit(start), this.unit(end));
  }

  // Where it may be laid out in parts: its start, places behind line ends, some way from one another, and its end.
  cuts(size) {
    const found = [this.start];
    for (;;) {
      const end = this.text.indexOf("\n", this.unit(found[found.length - 1] + size)) + 1;
      if (!end || end === this.text.length) return [...found, this.end];
      found.push(this.start + this.point(end));
    }
  }

  point(unit) {
    if (!this.at) return unit;
    let [low, high] = [0, this.at.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at[middle] < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

// Code points of a text, by its own units: the way back.
export function points(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (unit) => unit;
  const before = new Uint32Array(text.length + 1);
  for (let unit = 0; unit < text.length; unit++) {
    before[unit + 1] = before[unit] + (text.charCodeAt(unit) >> 10 === 0x37 ? 0 : 1); // low halves count nothing
  }
  return (unit) => before[unit];
}

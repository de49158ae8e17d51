// Ids of matches. They follow from their places, so that a page need not hold them: BLAKE2b (RFC 7693), six bytes of it.

// Numbers of 64 bits as two of 32, the lower one first.
const IV = Uint32Array.of(
  0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85, 0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a,
  0xade682d1, 0x510e527f, 0x2b3e6c1f, 0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19);
const ORDERS = ["0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8", "905724afe1bc683d",
  "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a", "6fe9b308c2d714a5", "a2847615fb9e3cd0"]
  .map((row) => Array.from(row, (digit) => parseInt(digit, 16)));
const MIXED = [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15], [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]];
const BLOCK = 128;
const v = new Uint32Array(32);

function add(a, low, high) {
  const sum = v[2 * a] + low;
  v[2 * a + 1] += high + (sum > 0xffffffff ? 1 : 0);
  v[2 * a] = sum;
}

// v[a] = (v[a] ^ v[b]) turned right by some bits.
function turn(a, b, bits) {
  const [low, high] = [v[2 * a] ^ v[2 * b], v[2 * a + 1] ^ v[2 * b + 1]];
  const [x, y, by] = bits < 32 ? [low, high, bits] : [high, low, bits - 32];
  v[2 * a] = by ? (x >>> by) | (y << (32 - by)) : x;
  v[2 * a + 1] = by ? (y >>> by) | (x << (32 - by)) : y;
}

function mix([a, b, c, d], words, x, y) {
  add(a, v[2 * b], v[2 * b + 1]);
  add(a, words[2 * x], words[2 * x + 1]);
  turn(d, a, 32);
  add(c, v[2 * d], v[2 * d + 1]);
  turn(b, c, 24);
  add(a, v[2 * b], v[2 * b + 1]);
  add(a, words[2 * y], words[2 * y + 1]);
  turn(d, a, 16);
  add(c, v[2 * d], v[2 * d + 1]);
  turn(b, c, 63);
}

export function digest(text, bytes = 6) {
  const data = new TextEncoder().encode(text);
  const state = IV.slice();
  state[0] ^= 0x01010000 ^ bytes;
  for (let at = 0; at === 0 || at < data.length; at += BLOCK) {
    const last = at + BLOCK >= data.length;
    const padded = new Uint8Array(BLOCK);
    padded.set(data.subarray(at, at + BLOCK));
    const view = new DataView(padded.buffer);
    const words = Uint32Array.from({ length: 32 }, (_, k) => view.getUint32(4 * k, true));
    v.set(state);
    v.set(IV, 16);
    v[24] ^= Math.min(at + BLOCK, data.length);
    if (last) [v[28], v[29]] = [~v[28], ~v[29]];
    for (let round = 0; round < 12; round++) {
      const order = ORDERS[round % 10];
      MIXED.forEach((four, k) => mix(four, words, order[2 * k], order[2 * k + 1]));
    }
    for (let k = 0; k < 16; k++) state[k] ^= v[k] ^ v[k + 16];
  }
  return Array.from(new Uint8Array(state.buffer, 0, bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// As `match_id` in model.py: documents by their ids, with start and end of each side.
export const matchId = (a, b, [aStart, aEnd, bStart, bEnd]) => digest([a, aStart, aEnd, b, bStart, bEnd].join("\0"));

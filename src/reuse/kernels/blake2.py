"""Ids and fingerprints of many records at once: BLAKE2b (RFC 7693), unkeyed, in hexadecimal digits.

They are those of `hashlib.blake2b` over the texts that `reuse.families` makes, which are put together here.
"""

from __future__ import annotations

import numpy as np

from reuse.kernels.compiled import inner, outer
from reuse.kernels.json_lines import number, piece

BLOCK = 128  # bytes
ROUNDS = 12
DIGITS = np.frombuffer(b"0123456789abcdef", np.uint8)
BLANK = ord(" ")
INITIAL = np.array(
    [
        0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    ],
    np.uint64,
)  # fmt: skip
_ORDERS = (  # of the words of a block, a digit each, round by round
    "0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8", "905724afe1bc683d",
    "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a", "6fe9b308c2d714a5", "a2847615fb9e3cd0",
)  # fmt: skip
ORDERS = np.array([[int(digit, 16) for digit in _ORDERS[turn % 10]] for turn in range(ROUNDS)], np.int64)


@inner
def _turned(value, bits):
    return (value >> np.uint64(bits)) | (value << np.uint64(64 - bits))


@inner
def _mixed(a, b, c, d, x, y):
    a = a + b + x
    d = _turned(d ^ a, 32)
    c += d
    b = _turned(b ^ c, 24)
    a = a + b + y
    d = _turned(d ^ a, 16)
    c += d
    return a, _turned(b ^ c, 63), c, d


@inner
def _compress(state, message, first, count, last):
    """Take in the block of a message from word `first` on, up to which it has `count` bytes."""
    a, b, c, d, e, f, g, h = state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]
    i, j, k, l = INITIAL[0], INITIAL[1], INITIAL[2], INITIAL[3]  # noqa: E741 - as a to p
    m, n = INITIAL[4] ^ np.uint64(count), INITIAL[5]
    o, p = ~INITIAL[6] if last else INITIAL[6], INITIAL[7]
    for turn in range(ROUNDS):  # in variables and not in an array: twice as quick
        at = ORDERS[turn]
        a, e, i, m = _mixed(a, e, i, m, message[first + at[0]], message[first + at[1]])
        b, f, j, n = _mixed(b, f, j, n, message[first + at[2]], message[first + at[3]])
        c, g, k, o = _mixed(c, g, k, o, message[first + at[4]], message[first + at[5]])
        d, h, l, p = _mixed(d, h, l, p, message[first + at[6]], message[first + at[7]])  # noqa: E741
        a, f, k, p = _mixed(a, f, k, p, message[first + at[8]], message[first + at[9]])
        b, g, l, m = _mixed(b, g, l, m, message[first + at[10]], message[first + at[11]])  # noqa: E741
        c, h, i, n = _mixed(c, h, i, n, message[first + at[12]], message[first + at[13]])
        d, e, j, o = _mixed(d, e, j, o, message[first + at[14]], message[first + at[15]])
    state[0] ^= a ^ i
    state[1] ^= b ^ j
    state[2] ^= c ^ k
    state[3] ^= d ^ l
    state[4] ^= e ^ m
    state[5] ^= f ^ n
    state[6] ^= g ^ o
    state[7] ^= h ^ p


@inner
def _digest(message, size, state, out):
    """Write the digest of the first bytes of `message`, in its words, with zeros behind; state: 8 words of scratch."""
    for k in range(8):
        state[k] = INITIAL[k]
    state[0] ^= np.uint64(0x01010000 ^ (len(out) // 2))
    at = BLOCK
    while at < size:
        _compress(state, message, (at - BLOCK) // 8, at, False)  # noqa: FBT003 - not the last
        at += BLOCK
    _compress(state, message, (at - BLOCK) // 8, size, True)  # noqa: FBT003 - the last
    for k in range(len(out) // 2):
        byte = np.int64(state[k // 8] >> np.uint64(8 * (k % 8))) & 255
        out[2 * k], out[2 * k + 1] = DIGITS[byte >> 4], DIGITS[byte & 15]


@inner
def _filled_up(codes, size):
    """Write zeros behind a message, up to the end of its last block."""
    for k in range(size, (size // BLOCK + 1) * BLOCK):
        codes[k] = 0


@outer
def place_ids(rows, named, names, room, ids):
    """Write the id of each row: of its numbers, with NUL between, where those of `named` columns stand for a name.

    names: pieces, see `json_lines`; room: bytes that one row has at most; ids: rows of hexadecimal digits.
    """
    message, state = np.zeros(room // 8 + BLOCK, np.uint64), np.empty(8, np.uint64)
    codes = message.view(np.uint8)
    for k in range(len(rows)):
        at = 0
        for column in range(len(named)):
            if column > 0:
                codes[at] = 0
                at += 1
            at = piece(codes, at, names, rows[k, column]) if named[column] else number(codes, at, rows[k, column])
        _filled_up(codes, at)
        _digest(message, at, state, ids[k])


@outer
def fingerprints(texts, fold, room, prints):
    """Write the fingerprint of each piece: of its bytes, folded one by one, without blanks around, single ones inside.

    fold: of each byte; all that is blank is BLANK; room: bytes of the longest piece.
    """
    message, state = np.zeros(room // 8 + BLOCK, np.uint64), np.empty(8, np.uint64)
    codes, (written, bounds) = message.view(np.uint8), texts
    for k in range(len(prints)):
        at, blank = 0, False
        for i in range(bounds[k], bounds[k + 1]):
            code = fold[written[i]]
            if code == BLANK:
                blank = True
                continue
            if blank and at > 0:
                codes[at] = BLANK
                at += 1
            blank = False
            codes[at] = code
            at += 1
        _filled_up(codes, at)
        _digest(message, at, state, prints[k])

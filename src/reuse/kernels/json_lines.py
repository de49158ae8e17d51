"""Matches and families as JSON, from columns into a buffer of bytes: the fields of `reuse.model`, in its order.

What is no number is written already: names, texts, scores and kinds are pieces, stretches of bytes by number.
"""

from __future__ import annotations

import numpy as np

from reuse.kernels.compiled import inner, outer

ID = 12  # bytes of an id
PRINT = 16  # bytes of a fingerprint
_DIGITS = 20  # of a number, at most
_TEN, _ZERO = np.uint64(10), np.uint64(ord("0"))


def _literals(*texts: str) -> tuple[np.ndarray[tuple[int], np.dtype[np.uint8]], ...]:
    return tuple(np.frombuffer(text.encode(), np.uint8) for text in texts)


DOCUMENT, START, END = _literals('{"document":', ',"start":', ',"end":')
START_LINE, START_COLUMN, END_LINE, END_COLUMN, TEXT, CLOSE = _literals(
    ',"start_line":', ',"start_column":', ',"end_line":', ',"end_column":', ',"text":', "}"
)
OPERATION, A_START, A_END, B_START, B_END = _literals(
    '{"operation":', ',"a_start":', ',"a_end":', ',"b_start":', ',"b_end":'
)
OWN_ID, KIND, ORDER, SHARED, SIMILARITY, SURPRISE, WORDS = _literals(
    '"id":"', '","kind":', ',"scores":{"order":', ',"shared":', ',"similarity":', ',"surprise":', ',"words":'
)
SIDE_A, SIDE_B, EDITS, FAMILY, NEW = _literals('},"a":', ',"b":', ',"edits":[', '],"family":"', '","is_new":true}')
FINGERPRINT, FAMILY_KIND, MEMBERS, FIRST, REPRESENTATIVE, LINKED, LAST = _literals(
    '","fingerprint":"', '","kind":', ',"members":[', '],"first":', ',"representative":', ',"linked":[', "]}"
)
COMMA, QUOTE = _literals(",", '"')

# bytes of one of each without its pieces, at most
PASSAGE_ROOM = 80 + 6 * _DIGITS
EDIT_ROOM = 60 + 4 * _DIGITS
MATCH_ROOM = 2 * PASSAGE_ROOM + 180 + _DIGITS
FAMILY_ROOM = 130 + 2 * _DIGITS
LINK_ROOM = ID + 3


@inner
def _put(out, at, codes):
    for k in range(len(codes)):
        out[at + k] = codes[k]
    return at + len(codes)


@inner
def _piece(out, at, pieces, number):
    codes, bounds = pieces
    first, last = bounds[number], bounds[number + 1]
    for k in range(last - first):
        out[at + k] = codes[first + k]
    return at + last - first


@inner
def _number(out, at, value):
    left = np.uint64(value)
    end, rest = at + 1, left // _TEN
    while rest > 0:
        end, rest = end + 1, rest // _TEN
    for k in range(end - 1, at - 1, -1):
        rest = left // _TEN
        out[k] = _ZERO + left - rest * _TEN
        left = rest
    return end


@inner
def _passage(out, at, place, text, names, pieces):
    at = _piece(out, _put(out, at, DOCUMENT), names, place[0])
    at = _number(out, _put(out, at, START), place[1])
    at = _number(out, _put(out, at, END), place[2])
    at = _number(out, _put(out, at, START_LINE), place[3])
    at = _number(out, _put(out, at, START_COLUMN), place[4])
    at = _number(out, _put(out, at, END_LINE), place[5])
    at = _number(out, _put(out, at, END_COLUMN), place[6])
    return _put(out, _piece(out, _put(out, at, TEXT), pieces, text), CLOSE)


@inner
def _edit(out, at, edit, names, operations):
    at = _piece(out, _put(out, at, OPERATION), names, operations + edit[0])
    at = _number(out, _put(out, at, A_START), edit[1])
    at = _number(out, _put(out, at, A_END), edit[2])
    at = _number(out, _put(out, at, B_START), edit[3])
    at = _number(out, _put(out, at, B_END), edit[4])
    return _put(out, at, CLOSE)


@outer
def write_matches(out, frame, names, operations, pieces, ids, rows, edits, places, texts, families):
    """Write matches into `out`, which has room for all; returns how many bytes they have.

    frame: bytes before the first field of a record, and behind its last; names: pieces, of documents by number and,
    from `operations` on, of the operations of edits; pieces: others; ids: of matches; rows: (pieces of the kind and of
    the scores order, shared, similarity, surprise; words; first and last row of `edits`; family) of each match;
    edits: (operation, a start, a end, b start, b end); places: (document, start, end, and lines and columns of both) of
    both sides; texts: their pieces; families: ids by number. Pieces are (bytes, where each begins and the last ends).
    """
    at = 0
    for k in range(len(ids)):
        row = rows[k]
        at = _put(out, _put(out, _put(out, at, frame[0]), OWN_ID), ids[k])
        at = _piece(out, _put(out, at, KIND), pieces, row[0])
        at = _piece(out, _put(out, at, ORDER), pieces, row[1])
        at = _piece(out, _put(out, at, SHARED), pieces, row[2])
        at = _piece(out, _put(out, at, SIMILARITY), pieces, row[3])
        at = _piece(out, _put(out, at, SURPRISE), pieces, row[4])
        at = _number(out, _put(out, at, WORDS), row[5])
        at = _passage(out, _put(out, at, SIDE_A), places[2 * k], texts[2 * k], names, pieces)
        at = _passage(out, _put(out, at, SIDE_B), places[2 * k + 1], texts[2 * k + 1], names, pieces)
        at = _put(out, at, EDITS)
        for e in range(row[6], row[7]):
            at = _edit(out, at if e == row[6] else _put(out, at, COMMA), edits[e], names, operations)
        at = _put(out, _put(out, _put(out, at, FAMILY), families[row[8]]), NEW)
        at = _put(out, at, frame[1])
    return at


@outer
def write_families(out, frame, names, pieces, ids, prints, rows, places, texts, links, families):
    """Write families into `out`, as `write_matches` does.

    prints: fingerprints; rows: (piece of the kind; first and last row of `places`; first appearance; representative;
    first and last row of `links`) of each family; places: of members; links: numbers of other families.
    """
    at = 0
    for k in range(len(ids)):
        row = rows[k]
        at = _put(out, _put(out, _put(out, at, frame[0]), OWN_ID), ids[k])
        at = _put(out, _put(out, at, FINGERPRINT), prints[k])
        at = _put(out, _piece(out, _put(out, at, FAMILY_KIND), pieces, row[0]), MEMBERS)
        for m in range(row[1], row[2]):
            at = _passage(out, at if m == row[1] else _put(out, at, COMMA), places[m], texts[m], names, pieces)
        at = _number(out, _put(out, at, FIRST), row[3])
        at = _number(out, _put(out, at, REPRESENTATIVE), row[4])
        at = _put(out, at, LINKED)
        for link in range(row[5], row[6]):
            at = _put(out, at if link == row[5] else _put(out, at, COMMA), QUOTE)
            at = _put(out, _put(out, at, families[links[link]]), QUOTE)
        at = _put(out, _put(out, at, LAST), frame[1])
    return at

"""Which legacy encoding bytes are in, judged by a sample of them.

charset-normalizer measures how messy each reading is and how much like a language. Left alone it knows ninety
encodings and takes English with curly quotes for Baltic DOS; so it is asked only about those that are met in
practice (of the WHATWG Encoding Standard, and DOS), symbols and capitals within words count as mess, and
between equals the commoner encoding wins.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

_ENCODINGS = (  # the commoner first
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_15", "koi8_r", "koi8_u", "cp866", "cp850"),
    *("gb18030", "shift_jis", "cp932", "euc_jp", "big5", "cp949", "tis_620", "mac_roman", "mac_cyrillic"),
)
_SAMPLE = 32 * 2**10  # bytes
_AROUND = 256  # bytes of context kept before and after what is not ASCII
_FEW = 8  # characters from which no language can be told
_HOME_ADVANTAGE = 0.15  # of coherence, for Western European: in short texts languages look alike

_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_BOUNDARY = re.compile(rb"[\x00-\x2f]")  # in no encoding above the second half of a character
_OUT_OF_PLACE = re.compile(  # symbols, capitals and other scripts within words; control characters
    r"(?<=[^\W\d_])[\u00a1-\u00ac\u00ae-\u00b6\u00b8-\u00bf\u02b0-\u036f\u2020-\u2025\u2027-\u25ff](?=[^\W\d_])"
    r"|(?<=[a-z\u00df-\u00ff])[\u00c0-\u00de](?=[a-z\u00df-\u00ff])"
    r"|[A-Za-z][\u0370-\u1dff]|[\u0370-\u1dff][A-Za-z]"
    r"|[\x80-\x9f]"
)


def detect(data: bytes) -> str:
    """Return the Python name of the encoding that `data`, which is no Unicode, is most likely in."""
    # imported here: few files need it
    from charset_normalizer import from_bytes  # noqa: PLC0415

    samples = _samples(data)
    if _says_little(samples[0]):
        return "cp1252"
    matches: list[CharsetMatch] = []
    for sample in samples:
        matches += from_bytes(sample, cp_isolation=list(_ENCODINGS), preemptive_behaviour=False, enable_fallback=False)
    best = min(matches, key=_rank, default=None)
    return codecs.lookup(_commonest(best) if best else "cp1252").name


def _says_little(sample: bytes) -> bool:
    """Tell whether a few quotes or accents among ASCII are all there is, with nothing odd about them in Western."""
    beyond_ascii = len(_NOT_ASCII.findall(sample))
    among = sum(character.isalnum() for character in sample.decode("ascii", "ignore"))
    odd = _OUT_OF_PLACE.search(sample.decode("cp1252", "replace"))
    return beyond_ascii < min(_FEW, among) and not odd


def _rank(match: CharsetMatch) -> tuple[float, float, int]:
    text = str(match)
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    mess = match.chaos + len(_OUT_OF_PLACE.findall(text)) / max(1, beyond_ascii)
    place = _ENCODINGS.index(_commonest(match))
    return round(mess, 2), -match.coherence - (_HOME_ADVANTAGE if place == 0 else 0), place


def _commonest(match: CharsetMatch) -> str:
    """Return the first of the encodings in which the sample reads the same."""
    return next((name for name in _ENCODINGS if name in match.could_be_from_charset), match.encoding)


def _samples(data: bytes) -> list[bytes]:
    """Return the stretches of `data` that are not ASCII, with what stands around them, as one sample.

    Where it may end within a character, there are four, of which one does not.
    """
    chunks: list[bytes] = []
    size = at = 0
    while size < _SAMPLE and (found := _NOT_ASCII.search(data, at)):
        end = _BOUNDARY.search(data, found.start() + _AROUND, found.start() + _SAMPLE)
        if end is None and found.start() + _AROUND < len(data):
            last = data[max(at, found.start() - _AROUND) : found.start() + _SAMPLE]
            return [b"".join(chunks) + last[: len(last) - cut] for cut in range(4)]
        until = end.end() if end else len(data)
        chunks.append(data[max(at, found.start() - _AROUND) : until])
        size, at = size + len(chunks[-1]), until
    return [b"".join(chunks)]

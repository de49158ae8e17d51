"""What others do with a corpus, each in a process of its own: pairs of whole documents that look alike.

    python benchmarks/peers.py gaoya|rensa|datasketch CORPUS

All three get the same: the set of runs of three words, in lower case, and look for Jaccard similarities of .5 and more
in bands of a signature of 125 to 128 numbers. They name no passage, so that what they print is a count of documents
that have a double, and no more.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

PERMUTATIONS = 128
THRESHOLD = 0.5
SHINGLE = 3  # words
BANDS = (25, 5)  # bands, rows: what datasketch chooses for these two
RENSA_BANDS = 32  # it wants a divisor of the permutations
_WORD = re.compile(r"\w\w+")


def texts(corpus: Path) -> list[str]:
    """Return the documents of a corpus."""
    return [path.read_bytes().decode("utf-8", "replace") for path in sorted(corpus.rglob("*.txt"))]


def shingles(text: str) -> list[str]:
    """Return the different runs of three words of a document."""
    words = _WORD.findall(text.lower())
    return list({" ".join(words[k : k + SHINGLE]) for k in range(len(words) - SHINGLE + 1)})


def gaoya(documents: list[str]) -> int:
    """Rust, on all cores; splits into words itself."""
    from gaoya.minhash import MinHashStringIndex  # noqa: PLC0415 - the one peer that is asked for

    index = MinHashStringIndex(32, THRESHOLD, *BANDS, None, "word", True, (SHINGLE, SHINGLE), id_container="vec")  # noqa: FBT003 - lower case; its parameters go by place
    index.par_bulk_insert_docs(list(range(len(documents))), documents)
    return sum(len(found) > 1 for found in index.par_bulk_query(documents))


def rensa(documents: list[str]) -> int:
    """Rust, on one core."""
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415 - the one peer that is asked for

    index = RMinHashLSH(THRESHOLD, PERMUTATIONS, RENSA_BANDS)
    sketches = []
    for number, text in enumerate(documents):
        sketch = RMinHash(PERMUTATIONS, 1)
        sketch.update(shingles(text))
        index.insert(number, sketch)
        sketches.append(sketch)
    return sum(len(index.query(sketch)) > 1 for sketch in sketches)


def datasketch(documents: list[str]) -> int:
    """Numpy, on one core."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - the one peer that is asked for

    index = MinHashLSH(THRESHOLD, PERMUTATIONS)
    sketches = []
    for number, text in enumerate(documents):
        sketch = MinHash(PERMUTATIONS)
        sketch.update_batch([word.encode() for word in shingles(text)])
        index.insert(number, sketch)
        sketches.append(sketch)
    return sum(len(index.query(sketch)) > 1 for sketch in sketches)


if __name__ == "__main__":
    peer = {"gaoya": gaoya, "rensa": rensa, "datasketch": datasketch}[sys.argv[1]]
    print(f"{sys.argv[1]}: {peer(texts(Path(sys.argv[2])))} documents have a double")

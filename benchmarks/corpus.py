"""Build what the measurements of speed run on, as one .txt file a document.

    python benchmarks/corpus.py OUT small                  125 MB of real text: three Debian documentation packages
    python benchmarks/corpus.py OUT large                  1.1 GB in 130,000 files: 24 of them
    python benchmarks/corpus.py OUT slice --of FROM --mb N N MB of another corpus, always the same
    python benchmarks/corpus.py OUT licences               37,186 texts of licences, most of them near copies
    python benchmarks/corpus.py OUT copies [--count N]     N documents with one and the same licence in them
    python benchmarks/corpus.py OUT sentence [--mb N]      one document of N MB that repeats one sentence
    python benchmarks/corpus.py OUT eighth [--mb N]        two texts of N MB that differ in every eighth word

The packages are downloaded, not installed: `small` and `large` need apt (`apt-get update` once) and dpkg-deb,
`licences` needs pip. In `large` stand two versions of two manuals: thousands of documents are near copies, and
generated page furniture stands in nearly all. The texts of the last three are drawn from a fixed seed.
"""

from __future__ import annotations

import argparse
import gzip
import html
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from random import Random
from shutil import copyfile
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL = ("linux-doc-6.1", "postgresql-doc-15", "python3.11-doc")
LARGE = (
    *SMALL, "linux-doc-6.12", "libstdc++-11-doc", "libstdc++-12-doc", "sumo-doc", "scala-doc", "petsc3.18-doc",
    "rust-doc", "openjdk-17-doc", "libarm-compute-doc", "libfastutil-java-doc", "ghc-doc", "python-pandas-doc",
    "casacore-doc", "singular-doc", "debian-handbook", "libsbml5-doc", "erlang-doc", "anarchism",
    "libgtkmm-3.0-doc", "installation-guide-amd64", "racket-doc",
)  # fmt: skip
PAGES = frozenset({".html", ".htm", ".xhtml"})
TEXTS = PAGES | {".txt", ".rst", ".md", ".pod"}
SHORTEST = 200  # characters; a shorter page has nothing but furniture
MB = 1_000_000
LICENCE = 300  # words, and as many of other text in each document
_HIDDEN = re.compile(r"(?is)<(script|style|head)\b.*?</\1\s*>|<!--.*?-->")
_BLOCK = re.compile(r"(?i)</?(?:p|div|li|h[1-6]|tr|pre|dd|dt|table|ul|ol|section|blockquote|br)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_COMMON = Path(__file__).parents[1] / "src/reuse/aligners/words/en.txt"


def plain(page: str) -> str:
    """Return the readable text of an HTML page, a line break at each block."""
    text = html.unescape(_TAG.sub("", _BLOCK.sub("\n", _HIDDEN.sub("", page))))
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[ \t\xa0]+", " ", text)).strip() + "\n"


def write(path: Path, text: str) -> int:
    """Write a document and return its bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.write_bytes(text.encode())


def unpacked(folder: Path, out: Path) -> int:
    """Write the texts of one unpacked package below `out` and return their bytes; names tell where each stood."""
    size = 0
    for path in sorted(folder.rglob("*")):
        packed = path.suffix == ".gz"
        kind = (path.with_suffix("") if packed else path).suffix.lower()
        if kind not in TEXTS or path.is_symlink() or not path.is_file():
            continue
        data = gzip.decompress(path.read_bytes()) if packed else path.read_bytes()
        text = data.decode("utf-8", "replace")
        text = plain(text) if kind in PAGES else text
        if len(text) >= SHORTEST:
            name = str(path.relative_to(folder)).replace("/", "__")[-180:]
            size += write(out / f"{name}.txt", text)
    return size


def _package(archive: Path, out: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "-x", archive, folder], check=True)
        return unpacked(Path(folder), out / archive.name.split("_")[0])


def packages(out: Path, names: tuple[str, ...]) -> int:
    """Download Debian packages and write their texts; return the bytes."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["apt-get", "download", *names], cwd=folder, check=True)
        archives = sorted(Path(folder).glob("*.deb"))
        with ProcessPoolExecutor() as pool:
            return sum(pool.map(_package, archives, [out] * len(archives)))


def cut(out: Path, source: Path, size: int) -> int:
    """Copy `size` bytes of a corpus, whole documents, and return how many they are; more for a larger size.

    Pages are drawn by the hash of their name, its last two parts without suffixes: a page, its source, and both in
    another version of the manual are drawn together, so that a slice is as full of reuse as the whole.
    """
    taken = 0
    for path in sorted((path for path in source.rglob("*.txt") if path.is_file()), key=_draw):
        taken += path.stat().st_size
        if taken > size:
            return taken - path.stat().st_size
        target = out / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        copyfile(path, target)
    return taken


def _draw(path: Path) -> tuple[bytes, str]:
    page = "__".join(path.name.split("__")[-2:]).partition(".")[0]
    return blake2b(page.encode("utf-8", "surrogateescape"), digest_size=8).digest(), str(path)


def licences(out: Path) -> int:
    """Download the wheel `licensedcode-data` and write its texts, with the headers that describe them."""
    size = 0
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "licensedcode-data==32.1.0"]
        subprocess.run(pip, cwd=folder, check=True)
        with ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            for name in sorted(wheel.namelist()):
                if name.endswith((".LICENSE", ".RULE")):
                    target = out / f"{name.removeprefix('licensedcode/data/').replace('/', '__')}.txt"
                    size += write(target, wheel.read(name).decode("utf-8", "replace"))
    return size


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Return English words and 20,000 made-up ones, and their shares, summed up: as their rank tells."""
    random = Random("vocabulary")  # noqa: S311 - the same words every time
    words = _COMMON.read_text(encoding="utf-8").split()
    words += ["".join(random.choices(("ba", "do", "ke", "li", "mu", "na", "ro", "ti"), k=6)) for _ in range(20_000)]
    return words, list(accumulate(1 / (rank + 3) for rank in range(len(words))))


def prose(seed: str) -> Iterator[str]:
    """Yield words without end: English ones as often as their rank tells, made-up ones among them, in sentences."""
    random = Random(seed)  # noqa: S311 - the same words every time
    words, weights = vocabulary()
    while True:
        sentence = random.choices(words, cum_weights=weights, k=random.randint(6, 30))
        sentence[0], sentence[-1] = sentence[0].capitalize(), f"{sentence[-1]}."
        yield from sentence


def take(words: Iterator[str], size: int) -> list[str]:
    """Return words of `size` characters, blanks among them."""
    taken = []
    while size > 0:
        taken.append(next(words))
        size -= len(taken[-1]) + 1
    return taken


def copies(out: Path, count: int) -> int:
    """Write `count` documents that hold one licence of 300 words, each amid 300 words of its own."""
    legal = prose("licence")
    licence = " ".join(next(legal) for _ in range(LICENCE))
    size = 0
    for number in range(count):
        own = prose(f"document {number}")
        words = [next(own) for _ in range(LICENCE)]
        before = number % LICENCE
        text = f"{' '.join(words[:before])}\n\n{licence}\n\n{' '.join(words[before:])}\n"
        size += write(out / f"{number // 1000:03}" / f"{number:05}.txt", text)
    return size


def sentence(out: Path, size: int) -> int:
    """Write one document that says one thing again and again."""
    said = "All work and no play makes Jack a dull boy, said the keeper of the hotel. "
    return write(out / "sentence.txt", (said * (size // len(said) + 1))[:size])


def eighth(out: Path, size: int) -> int:
    """Write two texts in which every eighth word is another."""
    one = take(prose("one"), size)
    other = [word if k % 8 else f"x{word}" for k, word in enumerate(one)]
    return sum(write(out / name, " ".join(words) + "\n") for name, words in (("one.txt", one), ("other.txt", other)))


def main() -> None:
    """Build the corpus that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="a folder; it is made")
    kinds = ("small", "large", "slice", "licences", "copies", "sentence", "eighth")
    parser.add_argument("kind", choices=kinds)
    parser.add_argument("--of", type=Path, help="the corpus of which `slice` takes a part")
    parser.add_argument("--mb", type=float, help="of slice (10), sentence (50), each text of eighth (5)")
    parser.add_argument("--count", type=int, default=10_000, help="of documents of `copies`")
    told = parser.parse_args()
    if told.kind == "slice" and not told.of:
        parser.error("--of: which corpus is to be cut?")

    def size(default: float) -> int:
        return int((told.mb or default) * MB)

    build = {
        "small": lambda: packages(told.out, SMALL),
        "large": lambda: packages(told.out, LARGE),
        "slice": lambda: cut(told.out, told.of, size(10)),
        "licences": lambda: licences(told.out),
        "copies": lambda: copies(told.out, told.count),
        "sentence": lambda: sentence(told.out, size(50)),
        "eighth": lambda: eighth(told.out, size(5)),
    }
    print(f"{told.kind}: {build[told.kind]() / MB:.2f} MB")


if __name__ == "__main__":
    main()

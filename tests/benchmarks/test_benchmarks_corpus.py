from __future__ import annotations

import gzip
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import corpus
import pytest

if TYPE_CHECKING:
    from pathlib import Path

MANUALS = {
    f"manual-{version}/usr__doc__manual-{version}__{part}__{page}.{kind}.txt": f"Version {version}, {part}, {page}. "
    * 9
    for version, kind in ((1, "html"), (2, "rst"))
    for part in ("guide", "reference")
    for page in range(20)
}


@pytest.fixture
def manuals(tmp_path: Path) -> Path:
    for name, text in MANUALS.items():
        corpus.write(tmp_path / "manuals" / name, text)
    return tmp_path / "manuals"


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.txt")}


def test_plain_keeps_what_a_reader_sees() -> None:
    page = "<head><title>no</title></head><p>One&nbsp;&amp;  two</p><script>x < y</script><!-- no --><li>three <b>4</b>"
    assert corpus.plain(page) == "One & two\nthree 4\n"


def test_unpacked_takes_texts_and_pages_and_unzips(tmp_path: Path) -> None:
    doc = tmp_path / "package" / "usr" / "doc"
    doc.mkdir(parents=True)
    (doc / "page.HTML").write_text(f"<p>{'word ' * 50}</p>")
    (doc / "notes.rst.gz").write_bytes(gzip.compress(b"note " * 50))
    (doc / "short.txt").write_text("too short")
    (doc / "picture.png").write_bytes(b"x" * 1000)
    (doc / "link.txt").symlink_to(doc / "notes.rst.gz")
    size = corpus.unpacked(tmp_path / "package", tmp_path / "out")
    assert names(tmp_path / "out") == {"usr__doc__page.HTML.txt", "usr__doc__notes.rst.gz.txt"}
    assert (tmp_path / "out" / "usr__doc__page.HTML.txt").read_text() == "word " * 49 + "word\n"
    assert size == 500


def test_a_slice_is_no_larger_than_wanted_and_part_of_every_larger_one(manuals: Path, tmp_path: Path) -> None:
    small, large = (corpus.cut(tmp_path / name, manuals, size) for name, size in (("small", 3000), ("large", 9000)))
    assert 2500 < small <= 3000
    assert 8500 < large <= 9000
    assert names(tmp_path / "small") < names(tmp_path / "large") < names(manuals)
    assert corpus.cut(tmp_path / "all", manuals, 10**6) == sum(map(len, MANUALS.values()))


def test_a_slice_takes_a_page_from_both_versions_of_a_manual(manuals: Path, tmp_path: Path) -> None:
    corpus.cut(tmp_path / "part", manuals, 6000)
    pages = Counter(name.split("__", 3)[3].partition(".")[0] for name in names(tmp_path / "part"))
    assert sum(count == 1 for count in pages.values()) <= 1  # the one at which the slice ends


def test_copies_hold_one_licence_amid_words_of_their_own(tmp_path: Path) -> None:
    corpus.copies(tmp_path, 3)
    texts = [path.read_text().split() for path in sorted(tmp_path.rglob("*.txt"))]
    licence = list(islice(corpus.prose("licence"), corpus.LICENCE))
    assert [len(words) for words in texts] == [600, 600, 600]
    assert all(words[k : k + 300] == licence for k, words in enumerate(texts))
    assert len({tuple(words[:k] + words[k + 300 :]) for k, words in enumerate(texts)}) == 3


def test_eighth_differs_in_every_eighth_word(tmp_path: Path) -> None:
    corpus.eighth(tmp_path, 4000)
    one, other = ((tmp_path / name).read_text().split() for name in ("one.txt", "other.txt"))
    assert [k for k, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]] == list(
        range(0, len(one), 8)
    )


def test_sentence_has_the_size_that_was_asked_for(tmp_path: Path) -> None:
    assert corpus.sentence(tmp_path, 1234) == 1234
    assert len(set((tmp_path / "sentence.txt").read_text()[:1200].split(". "))) <= 2

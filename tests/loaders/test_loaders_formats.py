import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.errors import UnreadableError
from reuse.loaders.markdown import Markdown, front_matter
from reuse.loaders.text import Text
from reuse.stages import Loader, Source

YAML = '---\ntitle: "A: b"\nDate: 2024-05-01  # the day\r\nempty:\ntags: [a, b]\nnested:\n  in: x\n---\n# Text\n'


def test_text_is_the_file() -> None:
    data = "\ufeffone\r\ntwo\rthrée".encode()
    (document,) = Text().load(Source("a.txt", data))
    assert (document.text, document.encoding) == ("one\r\ntwo\rthrée", "utf-8-sig")
    assert document.id == document.path == "a.txt"
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.metadata == {}


def test_replaced_characters_are_told() -> None:
    (document,) = Text().load(Source("a.txt", "née \u00e9".encode() + b"\xff"))
    assert document.metadata == {"replaced": "1"}


@pytest.mark.parametrize("loader", [Text(), Markdown()])
@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe \0"])
def test_nothing_but_white_space_is_empty(loader: Loader, data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^empty$"):
        list(loader.load(Source("a", data)))


def test_front_matter_becomes_metadata_and_stays_text() -> None:
    (document,) = Markdown().load(Source("a.md", YAML.encode()))
    assert document.text == YAML
    assert document.metadata == {"title": "A: b", "date": "2024-05-01"}


def test_front_matter_as_toml() -> None:
    assert front_matter("+++\ndate = 2024-05-01\ntitle = 'x'\n+++\n") == {"date": "2024-05-01", "title": "x"}


@pytest.mark.parametrize(
    "text",
    ["---\na: b\n", "\n---\na: b\n---\n", "--- a\nb: c\n---\n", "a: b", "---\n" + "a: b\n" * 300 + "---\n"],
)
def test_no_front_matter(text: str) -> None:
    assert front_matter(text) == {}


@given(st.text(alphabet="-+: =ab\"'#\n\r", max_size=40))
def test_front_matter_keeps_to_its_lines(text: str) -> None:
    found = front_matter("---\n" + text + "\n---\nafter: no\n")
    assert "after" not in found
    assert all(key in text and value in text for key, value in found.items())

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.loaders.names import inside, known_suffix, safe_name, tidy


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"plain name.txt", "plain name.txt"),
        ("zażółć.txt".encode(), "zażółć.txt"),
        (b"caf\xe9.txt", r"caf\xe9.txt"),
        (b"two\nlines", r"two\u000alines"),
        (b"\x1b]52;c;x\x07", r"\u001b]52;c;x\u0007"),
        ("exe\u202etxt".encode(), r"exe\u202etxt"),
        (b"back\\slash", r"back\\slash"),
    ],
)
def test_names_are_printable(raw: bytes, shown: str) -> None:
    assert safe_name(os.fsdecode(raw)) == shown


@given(st.binary(max_size=12), st.binary(max_size=12))
def test_different_names_are_shown_differently(a: bytes, b: bytes) -> None:
    shown = [safe_name(os.fsdecode(raw)) for raw in (a, b)]
    assert all(name.isprintable() and json.loads(json.dumps(name).encode()) == name for name in shown)
    assert (shown[0] == shown[1]) == (a == b)


def test_an_escape_spelled_out_is_not_the_byte() -> None:
    assert safe_name(os.fsdecode(b"\xe9")) != safe_name(r"\xe9")


def test_tidy_keeps_a_file_called_dash_apart_from_standard_input() -> None:
    assert tidy(".//a/./b/") == "a/b"
    assert tidy("a/../b") == "a/../b"
    assert tidy("./-") == "./-"


@pytest.mark.parametrize("folder", [".", "a", "a/b", "..", "/", "/a"])
@pytest.mark.parametrize("name", ["x.txt", "-", "..."])
def test_what_is_inside_a_tidy_folder_is_tidy(folder: str, name: str) -> None:
    assert inside(folder, name) == tidy(os.path.join(folder, name))  # noqa: PTH118 (as the program does)


def test_longest_known_suffix() -> None:
    assert known_suffix("a.b/Read.Me.TAR.gz", {".gz", ".tar.gz"}) == ".tar.gz"
    assert known_suffix("a.txt.gz", {".txt"}) == ""
    assert known_suffix("folder.txt/none", {".txt"}) == ""

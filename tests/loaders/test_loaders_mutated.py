"""Files that were damaged on the way: whatever comes, a loader raises UnreadableError or nothing, and ends."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from formats import SAMPLES, loader, source
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from write_formats import packed

from reuse.errors import UnreadableError
from reuse.model import Document
from reuse.stages import Source

LONGEST = 10  # seconds of the processor; the samples take milliseconds
# what formats are made of: brackets, quotes, marks, numbers that are too large
PIECES = [
    b"<",
    b">",
    b'"',
    b"&a;",
    b"<!--",
    b"]]>",
    b"{",
    b"[",
    b"\\u",
    b"\0",
    b"\xff\xfe",
    b"\r\n",
    b"PK\x03\x04",
    b"PK\x05\x06",
]
PIECES += [
    b"\x1f\x8b",
    b"99999999999",
    b"-1",
    b"\xff\xff\xff\xff",
    b"stream",
    b"endobj",
    b"From ",
    b",,",
    b"=?utf-8?b?",
    b"\\'",
]


@st.composite
def mutated(draw: st.DrawFn, data: bytes) -> bytes:
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        end = min(len(data), at + draw(st.sampled_from([1, 1, 2, 8, 64, 1024])))
        match draw(st.sampled_from(["change", "insert", "drop", "repeat", "cut", "move"])):
            case "change":
                data = (
                    data[:at]
                    + bytes(byte ^ draw(st.integers(1, 255)) for byte in data[at : min(end, at + 4)])
                    + data[end:]
                )
            case "insert":
                data = data[:at] + draw(st.sampled_from(PIECES) | st.binary(max_size=8)) + data[at:]
            case "drop":
                data = data[:at] + data[end:]
            case "repeat":
                data = data[:end] + data[at:end] * draw(st.integers(1, 20)) + data[end:]
            case "cut":
                data = data[:at]
            case "move":
                data = data[end:] + data[at:end] + data[:at]
    return data


@st.composite
def repacked(draw: st.DrawFn, data: bytes) -> bytes:
    """Damage what is in a zip, and leave the zip whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    chosen = draw(st.sampled_from(sorted(parts)))
    parts[chosen] = draw(mutated(parts[chosen]))
    return packed(parts)


def exhaust(name: str, data: bytes) -> None:
    began = time.process_time()
    try:
        for item in loader(name).load(Source(SAMPLES[name], data)):
            if isinstance(item, Source):
                item.open().read()
            elif isinstance(item, Document):
                item.text.encode()
                assert item.text.strip()
                assert not item.anchors or item.anchors.at(len(item.text)).label
    except UnreadableError as error:
        assert error.message  # noqa: PT017 - a loader may also give documents before it fails
    assert time.process_time() - began < LONGEST


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_damaged_file_is_unreadable_or_read(name: str) -> None:
    whole = source(name).data

    @settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        within = whole.startswith(b"PK") and data.draw(st.booleans())
        exhaust(name, data.draw(repacked(whole) if within else mutated(whole)))

    check()


@pytest.mark.parametrize("name", sorted(SAMPLES))
@given(data=st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_unreadable_or_read(name: str, data: bytes) -> None:
    exhaust(name, data)

from __future__ import annotations

import pytest

from reuse.errors import UnreadableError
from reuse.loaders.mail import Eml, Mbox
from reuse.model import Document, Skipped
from reuse.stages import Source

HEAD = b"From: =?utf-8?q?Ad=C3=A1?= <a@example.org>\nSubject: =?utf-8?b?xb5sdcWl?=\nDate: Sat, 04 May 2024 12:00:00 +0200\n"


def load(data: bytes) -> list[Document | Source | Skipped]:
    return list(Eml().load(Source("a.eml", data)))


def test_headers_are_decoded() -> None:
    (document,) = load(HEAD + b"Content-Type: text/plain; charset=iso-8859-2\n\n\xbelu\xbb")
    assert isinstance(document, Document)
    assert document.text == "žluť"
    assert document.metadata == {"author": "Adá <a@example.org>", "title": "žluť", "date": "2024-05-04"}


def test_a_page_is_read_where_there_is_no_plain_text_and_files_are_given_on() -> None:
    parts = [
        b"Content-Type: text/html; charset=utf-8\n\n<p>one <b>two</b></p>",
        b'Content-Type: application/pdf\nContent-Disposition: attachment; filename="../a b.pdf"\nContent-Transfer-Encoding: base64\n\nJVBERg==',
    ]
    body = b"".join(b"--x\n" + part + b"\n" for part in parts) + b"--x--\n"
    document, attached = load(HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n" + body)
    assert isinstance(document, Document)
    assert document.text == "one two"
    assert isinstance(attached, Source)
    assert (attached.name, attached.data) == ("a.eml!../a b.pdf", b"%PDF")


def test_the_plain_text_counts_where_there_are_both() -> None:
    body = b"--x\nContent-Type: text/plain\n\nplain\n--x\nContent-Type: text/html\n\n<p>page</p>\n--x--\n"
    (document,) = load(HEAD + b"Content-Type: multipart/alternative; boundary=x\n\n" + body)
    assert isinstance(document, Document)
    assert document.text.strip() == "plain"


def test_a_message_without_text_says_so() -> None:
    with pytest.raises(UnreadableError, match="empty"):
        load(HEAD + b"\n\n")


def test_a_box_is_parted_at_its_lines_and_these_are_unquoted() -> None:
    box = (
        b"From a\n"
        + HEAD
        + b"\none\n>From the start\nFrom here on\n\nFrom b\nSubject: x\n\ntwo\n\nFrom c\nSubject: y\n\n\n"
    )
    found = list(Mbox().load(Source("a.mbox", box)))
    assert [item.text.strip() if isinstance(item, Document) else item for item in found] == [
        "one\nFrom the start\nFrom here on",
        "two",
        Skipped("a.mbox#3", "empty"),
    ]

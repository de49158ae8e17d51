"""Writes tests/data/formats: one article of our own in every format that is read, each behind a preface of its own.

    python tests/data/write_formats.py [FOLDER]

The article is the same words everywhere. So that anchors can be wrong, it stands nowhere at the beginning: before it
comes a preface in made-up words, another one in every file, and the PDF has running heads, page numbers and words that
are parted at line ends and page ends.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import sys
import tarfile
import zipfile
from html import escape
from pathlib import Path
from textwrap import wrap

TITLE = "The Lamplighters of Vell"
AUTHOR = "Ada Merrow"
DATE = "1912-05-04"
ARTICLE = [
    (
        "Every evening at a quarter past six the lamplighters of Vell left the guildhall by its narrow southern door,"
        " and every evening the same crowd of children waited for them under the arcade. There were eleven "
        "lamplighters in the year of the great frost, and each of them carried a ladder of ash wood, a can of whale "
        "oil and a brass hook that had been polished by four generations of hands."
    ),
    (
        "Nobody remembered who had drawn up the order of the streets. It ran from the tannery to the old granary, "
        "doubled back along the canal, and ended before the house of the notary, whose lamp was always lit last "
        "because his grandfather had once quarrelled with the guild about the price of a goose. The notary did not "
        "complain; he said that a man who reads by daylight has no right to hurry the night."
    ),
    (
        "When the gasworks opened beyond the river, the council offered the lamplighters new caps and smaller wages. "
        "Seven of them accepted. The other four went on climbing their ladders in the northern quarter, where the "
        "pipes had not yet been laid, and it was noticed that the northern quarter slept better than the rest of the "
        "town. Physicians wrote about it, and a professor from the capital measured the naïve contentment of its "
        "bakers with an instrument of his own invention."
    ),
    (
        "In the end it was not gas that put out the last oil lamp of Vell but a thunderstorm in the first week of "
        "August. The oldest of the four had reached the corner of the granary when the wind took the flame out of his"
        " hands. He waited until the rain was over, looked at the dark street for as long as it takes to say a short "
        "prayer, folded his ladder, and went home without hurrying."
    ),
]
TEXT = "\n\n".join(ARTICLE)
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "wo",
    "xu",
    "ya",
    "zem",
    "qi",
    "hol",
    "jar",
]


def preface(name: str) -> str:
    """Return a sentence in words that no other file has."""
    draw = random.Random(name)  # noqa: S311 - the same for the same name
    words = ["".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))) for _ in range(24)]
    return f"{' '.join(words).capitalize()}."


def packed(members: dict[str, str | bytes]) -> bytes:
    """Return a zip of members, with no date of today; what is called `mimetype` is stored, as EPUB and ODT want it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return stream.getvalue()


def texts(folder: Path) -> None:
    """Write text and Markdown; Markdown has front matter."""
    (folder / "article.txt").write_text(f"{preface('txt')}\n\n{TEXT}\n", encoding="utf-8", newline="")
    front = f"---\ntitle: {TITLE}\nauthor: {AUTHOR}\ndate: {DATE}\n---\n"
    (folder / "article.md").write_text(f"{front}\n{preface('md')}\n\n{TEXT}\n", encoding="utf-8", newline="")


def page(name: str, xhtml: str = "") -> str:
    """Return a web page with a menu, the article and a footer."""
    paragraphs = "\n".join(f"<p>{escape(text)}</p>" for text in ARTICLE)
    return (
        f"{xhtml or '<!DOCTYPE html>'}\n<html{' xmlns=' + chr(34) + 'http://www.w3.org/1999/xhtml' + chr(34) if xhtml else ''}>"
        f'<head><meta charset="utf-8"/><title>{TITLE}</title><meta name="author" content="{AUTHOR}"/>'
        f'<meta name="dcterms.date" content="x"/><meta property="article:published_time" content="{DATE}"/></head>\n'
        f'<body><nav><ul><li><a href="/">Home</a></li><li><a href="/about">About this paper</a></li></ul></nav>\n'
        f'<article id="lamps"><p>{preface(name)}</p>\n{paragraphs}\n</article>\n'
        f"<footer><p>All rights reserved by the printers of the paper.</p></footer></body></html>\n"
    )


def web(folder: Path) -> None:
    """Write HTML, XHTML and a WARC of a page."""
    (folder / "article.html").write_text(page("html"), encoding="utf-8", newline="")
    xhtml = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>'
    (folder / "article.xhtml").write_text(page("xhtml", xhtml), encoding="utf-8", newline="")
    records = [
        record("https://example.org/other", "<!DOCTYPE html><html><body><p>Moved.</p></body></html>", "404 Not Found")
    ]
    records.append(record("https://example.org/lamps", page("warc"), "200 OK"))
    (folder / "crawl.warc").write_bytes(b"".join(records))


def record(address: str, content: str, status: str) -> bytes:
    """Return a response record of a WARC."""
    body = content.encode()
    http = (
        f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2020-03-04T05:06:07Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(body):012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def xml(folder: Path) -> None:
    """Write TEI, another XML, ALTO and hOCR."""
    paragraphs = "\n".join(f"<p>{escape(text)}</p>" for text in ARTICLE)
    (folder / "article.tei.xml").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>'
        f"<titleStmt><title>{TITLE}</title><author>{AUTHOR}</author></titleStmt>"
        f'<publicationStmt><publisher>The Vell Mercury</publisher><date when="{DATE}"/></publicationStmt>'
        f"</fileDesc></teiHeader>\n<text><body><div>\n<p>{preface('tei')}</p>\n{paragraphs}\n</div></body></text></TEI>\n",
        encoding="utf-8",
        newline="",
    )
    rows = "\n".join(f"<para>{escape(text)}</para>" for text in [preface("xml"), *ARTICLE])
    (folder / "article.xml").write_text(f'<?xml version="1.0"?>\n<doc>\n{rows}\n</doc>\n', encoding="utf-8", newline="")
    (folder / "scan.alto.xml").write_text(alto(), encoding="utf-8", newline="")
    (folder / "scan.hocr").write_text(hocr(), encoding="utf-8", newline="")


def scanned(name: str) -> list[list[str]]:
    """Return the lines of a preface page and of the article on two pages."""
    half = (
        [line for text in ARTICLE[:2] for line in wrap(text, 60)],
        [line for text in ARTICLE[2:] for line in wrap(text, 60)],
    )
    return [wrap(preface(name), 60), *half]


def alto() -> str:
    """Return three pages of ALTO; word k of line n of a page stands at (100 k, 40 n)."""
    pages = []
    for number, lines in enumerate(scanned("alto"), 11):
        rows = "".join(
            "<TextLine>"
            + "<SP/>".join(
                f'<String CONTENT="{escape(word)}" HPOS="{100 * k}" VPOS="{40 * n}" WIDTH="90" HEIGHT="30"/>'
                for k, word in enumerate(line.split())
            )
            + "</TextLine>"
            for n, line in enumerate(lines)
        )
        pages.append(f'<Page PHYSICAL_IMG_NR="{number}"><PrintSpace><TextBlock>{rows}</TextBlock></PrintSpace></Page>')
    return f'<?xml version="1.0"?>\n<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout>{"".join(pages)}</Layout></alto>\n'


def hocr() -> str:
    """Return three pages of hOCR, laid out as in `alto`."""
    pages = []
    for number, lines in enumerate(scanned("hocr")):
        rows = "\n".join(
            f'<span class="ocr_line" title="bbox 0 {40 * n} 900 {40 * n + 30}">'
            + " ".join(
                f'<span class="ocrx_word" title="bbox {100 * k} {40 * n} {100 * k + 90} {40 * n + 30}; x_wconf 96">{escape(word)}</span>'
                for k, word in enumerate(line.split())
            )
            + "</span>"
            for n, line in enumerate(lines)
        )
        pages.append(
            f'<div class="ocr_page" title="image a.png; bbox 0 0 900 1200; ppageno {number}"><p class="ocr_par">{rows}</p></div>'
        )
    return f'<html><head><meta charset="utf-8"/><title></title></head><body>{"".join(pages)}</body></html>\n'


def pdf() -> bytes:
    """Return a PDF of three pages with running heads and page numbers, its words parted at the ends of lines."""
    lines = [*parted(ARTICLE)]
    middle = len(lines) // 2
    while not lines[middle - 1].endswith("-"):  # the second page ends within a word
        middle += 1
    pages = [wrap(preface("pdf"), 66), lines[:middle], lines[middle:]]
    contents = []
    for number, rows in enumerate(pages, 7):
        drawn = [f"BT /F 9 Tf 1 0 0 1 72 800 Tm (The Vell Mercury {chr(183)} Saturday) Tj ET".encode("cp1252")]
        for at, row in enumerate(rows):
            escaped = row.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            drawn.append(f"BT /F 11 Tf 1 0 0 1 72 {760 - 14 * at} Tm ({escaped}) Tj ET".encode("cp1252"))
        drawn.append(f"BT /F 9 Tf 1 0 0 1 290 40 Tm ({number}) Tj ET".encode())
        contents.append(b"\n".join(drawn))
    kids = " ".join(f"{4 + 2 * k} 0 R" for k in range(len(pages)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R /PageLabels << /Nums [0 << /S /D /St 7 >>] >> >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for k, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * k} 0 R"
            f" /Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content))
    objects.append(f"<< /Title ({TITLE}) /Author ({AUTHOR}) /CreationDate (D:19120504120000Z) >>".encode())
    return assembled(objects)


def parted(paragraphs: list[str]) -> list[str]:
    """Return the lines of paragraphs, set as books are: lines end within words where these are long enough."""
    lines: list[str] = []
    for text in paragraphs:
        words, row = text.split(), ""
        while words:
            word = words.pop(0)
            if len(row) + len(word) < 66:
                row = f"{row} {word}".lstrip()
            elif word.isalpha() and word.islower() and len(word) > 5:
                lines.append(f"{row} {word[:3]}-")
                row = word[3:]
            else:
                lines.append(row)
                row = word
        lines.append(row)
    return lines


def assembled(objects: list[bytes]) -> bytes:
    """Return a PDF file of objects, the first of which is its catalog, the last what is said of it."""
    data, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(objects), len(data))
    )


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    f"<dc:title>{TITLE}</dc:title><dc:creator>{AUTHOR}</dc:creator><dcterms:created>{DATE}</dcterms:created></cp:coreProperties>"
)


def relations(**targets: str) -> str:
    """Return the relations of a part: kind -> target, as many as wanted where the kind ends in a number."""
    rows = "".join(
        f'<Relationship Id="{kind}" Type="{RELATION}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{rows}</Relationships>'


def office(folder: Path) -> None:
    """Write DOCX, PPTX, ODT, EPUB and RTF."""
    paragraphs = "".join(
        f"<w:p><w:r><w:t xml:space='preserve'>{escape(text[:40])}</w:t></w:r><w:r><w:t xml:space='preserve'>{escape(text[40:])}</w:t></w:r></w:p>"
        for text in [preface("docx"), *ARTICLE]
    )
    (folder / "article.docx").write_bytes(
        packed(
            {
                "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
                "_rels/.rels": relations(officeDocument="word/document.xml"),
                "docProps/core.xml": CORE,
                "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>',
            }
        )
    )
    (folder / "talk.pptx").write_bytes(packed(slides()))
    rows = "".join(f"<text:p>{escape(text)}</text:p>" for text in [preface("odt"), *ARTICLE])
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    (folder / "article.odt").write_bytes(
        packed(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": f'<office:document-content xmlns:office="{spaces}:office:1.0" xmlns:text="{spaces}:text:1.0">'
                f"<office:body><office:text>{rows}</office:text></office:body></office:document-content>",
                "meta.xml": f'<office:document-meta xmlns:office="{spaces}:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
                f"<office:meta><dc:title>{TITLE}</dc:title><dc:creator>{AUTHOR}</dc:creator><dc:date>{DATE}</dc:date></office:meta>"
                "</office:document-meta>",
            }
        )
    )
    (folder / "book.epub").write_bytes(packed(book()))
    body = "\\par\n".join(
        "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text) for text in [preface("rtf"), *ARTICLE]
    )
    rtf = f"{{\\rtf1\\ansi{{\\info{{\\title {TITLE}}}{{\\author {AUTHOR}}}}}\n{body}\\par}}\n"
    (folder / "article.rtf").write_text(rtf, encoding="ascii", newline="")


def slides() -> dict[str, str | bytes]:
    """Return the parts of a presentation: a paragraph a slide."""
    parts: dict[str, str | bytes] = {"docProps/core.xml": CORE}
    for number, text in enumerate([preface("pptx"), *ARTICLE], 1):
        parts[f"ppt/slides/slide{number}.xml"] = (
            f'<p:sld xmlns:p="{SLIDES}" xmlns:a="{DRAWING}"><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p>'
            "</p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
        )
    count = len(ARTICLE) + 1
    listed = "".join(f'<p:sldId id="{255 + k}" r:id="slide{k}"/>' for k in range(1, count + 1))
    parts["ppt/presentation.xml"] = (
        f'<p:presentation xmlns:p="{SLIDES}" xmlns:r="{RELATION}"><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>'
    )
    parts["ppt/_rels/presentation.xml.rels"] = relations(
        **{f"slide{k}": f"slides/slide{k}.xml" for k in range(1, count + 1)}
    )
    return parts


def book() -> dict[str, str | bytes]:
    """Return the parts of a book of three chapters, the article in the second and the third."""
    chapters = [[preface("epub")], ARTICLE[:2], ARTICLE[2:]]
    items = "".join(f'<item id="c{k}" href="c{k}.xhtml" media-type="application/xhtml+xml"/>' for k in range(3))
    spine = "".join(f'<itemref idref="c{k}"/>' for k in range(3))
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "OEBPS/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>{TITLE}</dc:title><dc:creator>{AUTHOR}</dc:creator><dc:date>{DATE}</dc:date></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
    }
    for k, chapter in enumerate(chapters):
        rows = "".join(f"<p>{escape(text)}</p>" for text in chapter)
        parts[f"OEBPS/c{k}.xhtml"] = (
            f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>c</title></head><body>{rows}</body></html>'
        )
    return parts


def mail(folder: Path) -> None:
    """Write a message, and a box of two."""

    def message(text: str) -> str:
        head = f"From: {AUTHOR} <ada@example.org>\nSubject: {TITLE}\nDate: Sat, 04 May 1912 12:00:00 +0000\n"
        return f'{head}MIME-Version: 1.0\nContent-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n{text}\n'

    (folder / "letter.eml").write_text(message(f"{preface('eml')}\n\n{TEXT}"), encoding="utf-8", newline="")
    box = f"From ada@example.org Sat May  4 12:00:00 1912\n{message(preface('mbox'))}\n"
    box += f"From ada@example.org Sat May  4 12:00:00 1912\n{message(TEXT)}\n"
    (folder / "letters.mbox").write_text(box, encoding="utf-8", newline="")


def rows(name: str) -> list[dict[str, str]]:
    """Return three records, the article in the second."""
    said = {"date": DATE, "author": AUTHOR}
    return [
        {"key": "a-1", "body": preface(name), **said},
        {"key": "a-2", "body": TEXT, **said},
        {"key": "a-3", "body": preface(f"{name} again"), **said},
    ]


def records(folder: Path) -> None:
    """Write JSON lines, a JSON array, CSV, TSV and Parquet."""
    (folder / "rows.jsonl").write_text(
        "".join(f"{json.dumps(row)}\n" for row in rows("jsonl")), encoding="utf-8", newline=""
    )
    (folder / "rows.json").write_text(
        json.dumps(rows("json"), indent=1, ensure_ascii=False), encoding="utf-8", newline=""
    )
    for name, between in (("csv", ","), ("tsv", "\t")):
        table = [list(rows(name)[0]), *(list(row.values()) for row in rows(name))]
        lines = (between.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table)
        (folder / f"rows.{name}").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")
    import pyarrow as pa  # noqa: PLC0415 - an extra, and only the writer needs it
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    pq.write_table(pa.Table.from_pylist(rows("parquet")), folder / "rows.parquet")


def archives(folder: Path) -> None:
    """Write a zip, a tar.gz, compressed files, and a zip within a zip."""

    def text(name: str) -> bytes:
        return f"{preface(name)}\n\n{TEXT}\n".encode()

    (folder / "pack.zip").write_bytes(packed({"in/article.txt": text("zip"), ".hidden/notes.txt": "hidden"}))
    (folder / "nested.zip").write_bytes(packed({"inner.zip": packed({"article.txt": text("nested")})}))
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        member = tarfile.TarInfo("in/article.md")
        member.size = len(text("tar"))
        archive.addfile(member, io.BytesIO(text("tar")))
    (folder / "pack.tar.gz").write_bytes(gzip.compress(stream.getvalue(), mtime=0))
    (folder / "article.txt.gz").write_bytes(gzip.compress(text("gz"), mtime=0))
    (folder / "article.txt.bz2").write_bytes(bz2.compress(text("bz2")))
    (folder / "article.txt.xz").write_bytes(lzma.compress(text("xz")))
    import zstandard  # noqa: PLC0415 - an extra, and only the writer needs it

    (folder / "article.txt.zst").write_bytes(zstandard.compress(text("zst")))


def corpora(folder: Path) -> None:
    """Write what other programs read and write: PAN, passim, PhiloLogic for TextPAIR, SPDX, ScanCode."""
    pan = folder / "pan"
    for place in ("src", "susp"):
        (pan / place).mkdir(parents=True, exist_ok=True)
    (pan / "pairs").write_text("suspicious-document00001.txt source-document00001.txt\n", encoding="utf-8")
    (pan / "susp/suspicious-document00001.txt").write_text(f"{preface('susp')}\n{TEXT}", encoding="utf-8", newline="")
    (pan / "src/source-document00001.txt").write_text(f"{preface('src')}\n{TEXT}", encoding="utf-8", newline="")
    (pan / "suspicious-document00001-source-document00001.xml").write_text(
        '<document reference="x.txt"/>', encoding="utf-8"
    )
    before = preface("passim")
    words = f"{before}\n{TEXT}"
    pages = [
        {"id": "p0", "seq": 3, "regions": [{"start": 0, "length": 5, "coords": {"x": 1, "y": 2, "w": 30, "h": 10}}]},
        {
            "id": "p1",
            "seq": 4,
            "regions": [{"start": len(before) + 1, "length": 5, "coords": {"x": 5, "y": 6, "w": 70, "h": 12}}],
        },
    ]
    passim = {"id": "mercury/1912", "series": "mercury", "text": words, "pages": pages}
    (folder / "passim.jsonl").write_text(f"{json.dumps(passim)}\n", encoding="utf-8", newline="")
    (folder / "philologic").mkdir(exist_ok=True)
    (folder / "philologic/1").write_text("\n".join(philologic()) + "\n", encoding="utf-8", newline="")
    spdx = {
        "licenseId": "Vell-1.0",
        "name": "Vell",
        "licenseText": f"{preface('spdx')}\n\n{TEXT}",
        "isOsiApproved": False,
    }
    (folder / "Vell-1.0.json").write_text(json.dumps(spdx, indent=2), encoding="utf-8", newline="")
    rule = f"---\nkey: vell\nshort_name: Vell\n---\n\n{preface('scancode')}\n\n{TEXT}\n"
    (folder / "vell.LICENSE").write_text(rule, encoding="utf-8", newline="")


def philologic() -> list[str]:
    """Return the words of a document as PhiloLogic writes them: text, division, ..., paragraph, sentence, word."""
    lines, byte = [], 100
    for number, text in enumerate([preface("philologic"), *ARTICLE], 1):
        sentence, word = 1, 0
        for token in text.split():
            word += 1
            row = {
                "token": token,
                "position": f"1 1 0 0 {number} {sentence} {word}",
                "start_byte": byte,
                "end_byte": byte + len(token.encode()),
                "philo_type": "word",
            }
            lines.append(json.dumps(row))
            byte += len(token.encode()) + 1
            if token.endswith("."):
                sentence, word = sentence + 1, 0
    return lines


def main(folder: Path) -> None:
    """Write all of it."""
    folder.mkdir(parents=True, exist_ok=True)
    for write in (texts, web, xml, office, mail, records, archives, corpora):
        write(folder)
    (folder / "article.pdf").write_bytes(pdf())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "formats")

"""`reuse index build|add|remove|info|verify|compact|export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reuse.cli.options import ALWAYS, ENCODING, FINDING, FORMATS, READING, STRICT, options, settled
from reuse.reporters.safe import printable

if TYPE_CHECKING:
    from reuse.references.index import Index
    from reuse.settings import Settings

WAIT = (
    click.option("--wait", metavar="SECONDS", type=click.FloatRange(0), default=600, help="For another writer. [600]"),
    click.option("--no-progress", is_flag=True, default=None, help="Show no bars."),
)
SAID = (click.option("-q", "--quiet", is_flag=True, help="Say nothing on standard error but errors."),)
TAKING = (WAIT, FINDING, READING, ENCODING, FORMATS, STRICT, ALWAYS)
REDIS = "redis://HOST[:PORT][/NUMBER]"


@click.group("index", short_help="Keep a lasting index of references.")
def index() -> None:
    """Keep a lasting index of references, for `reuse scan --index` and `reuse check --index`.

    \b
      reuse index build corpus/ -o ref.index     all that corpus/ holds
      reuse index add ref.index new/             more of it, without building again
      reuse check draft.md --index ref.index     a document against all of it
    """  # noqa: D301 - \b is click's mark for lines that stay as they are


@index.command("build")
@click.argument("paths", metavar="REF...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="INDEX", required=True, help="The folder of the index.")
@click.option("--no-text", is_flag=True, help="Store no texts: they are read again where they are, if they still are.")
@options(*TAKING)
def build_(paths: tuple[str, ...], *, output: str, no_text: bool, wait: float, **typed: Any) -> int:  # noqa: ANN401 - as typed
    """Build an index of REF; one that is there is replaced in one swap."""
    from reuse.api.indexing import make  # noqa: PLC0415 - `--help` loads none of this
    from reuse.cli import progress  # noqa: PLC0415
    from reuse.reporters.lines import count  # noqa: PLC0415

    settings = settled(typed)
    with progress.shown(settings) as tell:
        number, skipped = make(_index(output, settings, wait), paths, settings, texts=not no_text, progress=tell)
    return _ending(settings, skipped, f"{printable(output)}: {count(number, 'document')}")


@index.command()
@click.argument("target", metavar="INDEX")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@options(*TAKING)
def add(target: str, paths: tuple[str, ...], *, wait: float, **typed: Any) -> int:  # noqa: ANN401 - as typed
    """Add the documents at PATH to INDEX; one of the same name is replaced where it has changed."""
    from reuse.api.indexing import grow  # noqa: PLC0415 - `--help` loads none of this
    from reuse.cli import progress  # noqa: PLC0415

    settings = settled(typed)
    with progress.shown(settings) as tell:
        (new, replaced, same), skipped = grow(_index(target, settings, wait), paths, settings, tell)
    return _ending(settings, skipped, f"{printable(target)}: {new} new, {replaced} replaced, {same} as they were")


@index.command()
@click.argument("target", metavar="INDEX")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@options(WAIT, SAID)
def remove(target: str, names: tuple[str, ...], *, wait: float, quiet: bool, no_progress: bool | None) -> int:
    """Take documents out of INDEX: by name, as `info --documents` lists them, or by glob."""
    from reuse.api.indexing import index as opened  # noqa: PLC0415 - `--help` loads none of this
    from reuse.api.indexing import named  # noqa: PLC0415
    from reuse.cli.messages import say  # noqa: PLC0415
    from reuse.settings import Settings  # noqa: PLC0415

    del no_progress
    ids = named(target, names)
    opened(Settings(), target, wait, say).remove(ids)
    if not quiet:
        say(f"{printable(target)}: {len(ids)} removed")
    return 0


@index.command()
@click.argument("target", metavar="INDEX")
@options(WAIT, SAID)
def compact(target: str, *, wait: float, quiet: bool, no_progress: bool | None) -> int:
    """Merge the segments of INDEX, and drop what is left of removed documents."""
    from reuse.api.indexing import index as opened  # noqa: PLC0415 - `--help` loads none of this
    from reuse.cli.messages import say  # noqa: PLC0415
    from reuse.settings import Settings  # noqa: PLC0415

    del no_progress
    before, after = opened(Settings(), target, wait, say).compact()
    if not quiet:
        say(f"{printable(target)}: {before} segments, now {after}")
    return 0


@index.command()
@click.argument("target", metavar="INDEX")
@options(SAID)
def verify(target: str, *, quiet: bool) -> int:
    """Read all of INDEX and hold it against its checksums."""
    from reuse.api.indexing import index as opened  # noqa: PLC0415 - `--help` loads none of this
    from reuse.cli.messages import say  # noqa: PLC0415
    from reuse.settings import Settings  # noqa: PLC0415

    found = opened(Settings(), target, 0, say).verify()
    if not quiet:
        say(f"{printable(target)}: all is as it was written, {len(found)} documents in {len(found.files)} segments")
    return 0


@index.command()
@click.argument("target", metavar="INDEX")
@click.option("--documents", is_flag=True, help="List the documents: name, words, file.")
def info(target: str, *, documents: bool) -> int:
    """Say what INDEX holds, how large it is, and what it was made with."""
    from reuse.api.indexing import described  # noqa: PLC0415 - `--help` loads none of this
    from reuse.cli.output import check  # noqa: PLC0415

    check("-")
    for line in described(target, documents=documents):
        click.echo("\t".join(map(printable, line)))
    return 0


@index.command()
@click.argument("target", metavar="INDEX")
@click.option("--datasketch", is_flag=True, required=True, help="As a datasketch.MinHashLSH.")
@click.option("-o", "--output", metavar="FILE", help="Pickle one with its own storage to FILE.")
@click.option("--redis", metavar=REDIS, help="Fill one whose storage is this Redis server.")
@click.option("--basename", metavar="NAME", default="text-reuse", help="Of its keys in Redis. [text-reuse]")
@options(FINDING, ENCODING, FORMATS, WAIT, ALWAYS)
def export(target: str, *, output: str | None, redis: str | None, basename: str, **typed: Any) -> int:  # noqa: ANN401 - as typed
    """Hand the MinHash signatures of all sentences to datasketch; a key is NAME:START-END, in code points."""
    from reuse.api.sketches import to_file, to_redis  # noqa: PLC0415 - `--help` loads none of this
    from reuse.cli import output as outputs  # noqa: PLC0415
    from reuse.cli.messages import say  # noqa: PLC0415
    from reuse.errors import UsageError  # noqa: PLC0415

    typed.pop("wait"), typed.pop("datasketch")
    settings = settled(typed)
    if (output is None) == (redis is None):
        raise UsageError("where shall the signatures go?", "Name a file with -o, or a server with --redis.")
    if output is not None:
        outputs.check(output)
        number = to_file(target, Path(output), settings)
    else:
        number = to_redis(target, str(redis), basename, settings)
    if not settings.quiet:
        say(f"{printable(target)}: {number} signatures")
    return 0


def _index(folder: str, settings: Settings, wait: float) -> Index:
    from reuse.api.indexing import index as opened  # noqa: PLC0415 - `--help` loads none of this
    from reuse.cli.messages import say  # noqa: PLC0415

    return opened(settings, folder, wait, say)


def _ending(settings: Settings, skipped: Any, said: str) -> int:  # noqa: ANN401 - any sequence of rows
    from reuse.cli.messages import LISTED, say  # noqa: PLC0415 - `--help` loads none of this
    from reuse.cli.verdict import unread  # noqa: PLC0415

    if not settings.quiet:
        for row in skipped[:LISTED]:
            say(f"skipped {printable(row.path)}: {row.reason}")
        say(said)
    return unread(len(skipped), strict=settings.strict)

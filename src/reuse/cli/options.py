"""Options that commands share, as typed: None where not given; `settings` checks them, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from reuse.settings import Settings

Command = TypeVar("Command", bound="Callable[..., Any]")


class _Option(click.Option):
    """Says its default, `[{}]` in its help, as the settings have it; they are loaded for that and no sooner."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the names of the option, and its help."""
        from reuse.settings import Settings  # noqa: PLC0415 - the help of all commands needs none of it

        names, told = super().get_help_record(ctx) or ("", "")
        default = getattr(Settings, str(self.name), "")
        texts = (
            default if isinstance(default, tuple) else [f"{default:g}" if isinstance(default, float) else f"{default}"]
        )
        return names, told.replace("[{}]", f"[{', '.join(texts)}]")


def _value(*names: str, metavar: str, help: str, multiple: bool = False) -> Callable[[Command], Command]:  # noqa: A002 - click's word
    return click.option(*names, cls=_Option, metavar=metavar, multiple=multiple, help=help)


def _flag(*names: str, help: str) -> Callable[[Command], Command]:  # noqa: A002 - click's word
    return click.option(*names, is_flag=True, default=None, help=help)


FINDING = (
    _value("--min-words", metavar="N", help="Fewest words that both sides share; equal whole lines count from 4. [{}]"),
    _value("--min-score", metavar="BITS", help="Least surprise, in bits of evidence against chance. [{}]"),
    _value(
        "--finder",
        metavar="NAME",
        multiple=True,
        help="How candidates are found, tuned as minhash:threshold=0.4; may be repeated. [{}]",
    ),
    _value(
        "--relate",
        metavar="HOW",
        help="Every place with every other (pairs) or with one before it (links); auto: links in large corpora. [{}]",
    ),
    _value("--segmenter", metavar="NAME", help="How text becomes words: words, intl. [{}]"),
    _value("--aligner", metavar="NAME", help="How candidates are compared. [{}]"),
    _value("-j", "--jobs", metavar="N", help="Threads. [one a core]"),
    _value("--max-memory", metavar="SIZE", help="As 2G, or a part of what is free; more goes to temporary files. [{}]"),
    _value("--tmp-dir", metavar="FOLDER", help="Where temporary files go. [as the system has it]"),
)
ENGINE = (
    _value("--engine", metavar="NAME", help="local, or spark: for corpora past one machine (docs/scale.md). [{}]"),
    _value("--master", metavar="URL", help="Where Spark runs: spark://HOST:PORT, yarn ... [all cores of this machine]"),
    _value("--conf", metavar="KEY=VALUE", multiple=True, help="A setting of Spark; may be repeated."),
    _value("--checkpoint", metavar="DIR", help="Spark keeps finished steps there; a killed job goes on from them."),
)
FORMATS = (
    _value("--format-in", metavar="NAME", help="Format of all files, as pdf or csv. [by suffix, then by content]"),
    _value("--html", metavar="WHAT", help="Of web pages: main (content) or full. [{}]"),
    _value(
        "--text-field",
        metavar="NAME",
        multiple=True,
        help="Field of records (JSON, CSV, Parquet) with the text; repeated: the first that there is. [text]",
    ),
    _value("--id-field", metavar="NAME", multiple=True, help="Field of records with their name. [id, else a number]"),
    _value("--metadata", metavar="FILE", help="CSV file with metadata; its first column is the id or path."),
    _value("--max-file-size", metavar="SIZE", help="Most bytes that are read as a whole, of one file. [{}]"),
    _value("--max-expansion", metavar="N", help="Most bytes out of an archive for each in it; 0: any. [{}]"),
    _value("--timeout", metavar="SECONDS", help="Most time for a document that a library reads; 0: any. [{}]"),
)
READING = (
    _value("--include", metavar="GLOB", multiple=True, help="Read only files that match; may be repeated."),
    _value("--exclude", metavar="GLOB", multiple=True, help="Pass over files that match; may be repeated."),
    _value("--ignore-file", metavar="FILE", help="Pass over what the globs in FILE match. [{}]"),
    _flag("--no-exempt", help="Compare also what `reuse: ignore` in a comment takes out."),
)
INDEX = (_value("--index", metavar="INDEX", help="Compare with the references in this index only."),)
VERSUS = (
    _value("--against", metavar="PATH", multiple=True, help="Compare with these references only; may be repeated."),
    *INDEX,
    _flag("--no-self", help="Pass over reuse within one document."),
)
FILE = (_value("--baseline", metavar="FILE", help="The file of known reuse."),)
GATE = (
    *VERSUS,
    _value(
        "--fail-on",
        metavar="WHAT",
        help="any reuse, new copies, N new matches, or PCT% of a document in new copies. [new, unless with --forbid]",
    ),
    _value(
        "--forbid",
        metavar="KEY=GLOB",
        multiple=True,
        help="Fail where documents with such metadata are copied into others, as license=CC-BY-NC*; may be repeated.",
    ),
    _flag("--exit-zero", help="Exit code 0 in place of 1."),
)
KNOWN = (
    *FILE,
    _value("--baseline-from-ref", metavar="REF", help="What is reused in this commit of git is known."),
)
ENCODING = (_value("--encoding", metavar="NAME", help="Encoding of all inputs. [found out, file by file]"),)
SHOWING = (
    _value(
        "-f",
        "--format",
        metavar="NAME[:FILE]",
        multiple=True,
        help="terminal, html, json, jsonl, parquet, csv, markdown, sarif, tei ...; with FILE several at once. [{}]",
    ),
    _value("--badge", metavar="FILE.svg", help="Write a badge there."),
    _value("-o", "--output", metavar="FILE", help="Write there; - is standard output. [{}]"),
    _value("--sort", metavar="ORDER", help="size, score or path. [{}]"),
    _value("--limit", metavar="N", help="Report at most so many matches and families. [all]"),
    _value("--html-limit", metavar="SIZE", help="Most that a report as HTML may take; it says what is left out. [{}]"),
    _value("--color", metavar="WHEN", help="auto, always or never. [{}]"),
    _flag("--no-progress", help="Show no bars."),
)
ALWAYS = (
    _flag("-q", "--quiet", help="Say nothing on standard error but errors."),
    _flag("-v", "--verbose", help="Say more, and show texts in full."),
    _value("--config", metavar="FILE", help="Read this configuration, not the nearest one."),
)
STRICT = (_flag("--strict", help="Fail (exit code 2) where an input cannot be read."),)


def options(*groups: tuple[Callable[[Any], Any], ...]) -> Callable[[Command], Command]:
    """Put the options of `groups` on a command, in that order."""

    def put(command: Command) -> Command:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return put


def settled(typed: dict[str, Any]) -> Settings:
    """Return the checked settings of a command; raises UsageError that tells all faults."""
    from reuse.settings import read  # noqa: PLC0415 - `--help` needs no settings

    return read({name: value for name, value in typed.items() if name != "config"}, config=typed["config"] or "")

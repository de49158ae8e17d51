"""`reuse plant CORPUS... -o DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import reuse
from reuse.cli.options import ALWAYS, ENCODING, FINDING, READING, STRICT, options, settled

if TYPE_CHECKING:
    from reuse.evaluation.disguises import Disguise
    from reuse.evaluation.planted import Wish
    from reuse.settings import Settings

COUNT, RATE = click.IntRange(1), click.FloatRange(0, 1)
PLAIN = {
    "verbatim": "Copies as they are.",
    "cut": "Copies cut out of the middle of sentences.",
    "wrap": "Copies in lines of another length.",
    "reorder": "Copies with their sentences in another order.",
}
RATED = {
    "shuffle": "Copies with so large a share of words out of place.",
    "replace": "Copies with such a share of words replaced by equally frequent ones.",
    "ocr": "Copies with such a share of characters misread.",
}
PLANT = (
    click.option("-o", "--output", metavar="DIR", required=True, help="A new folder for texts/ and truth.json."),
    click.option("--seed", metavar="N", type=int, default=0, help="The same seed plants the same. [0]"),
    click.option("--cases", metavar="N", type=COUNT, default=20, help="Copies, of each kind as many. [20]"),
    click.option("--words", metavar="N", type=COUNT, default=40, help="About so many words each. [40]"),
    *(click.option(f"--{name}", is_flag=True, help=about) for name, about in PLAIN.items()),
    *(click.option(f"--{name}", metavar="RATE", type=RATE, multiple=True, help=text) for name, text in RATED.items()),
    click.option("--no-progress", is_flag=True, default=None, help="Show no bars."),
)


@click.command(short_help="Plant known reuse in a corpus, to see what is found.")
@click.argument("paths", metavar="CORPUS...", nargs=-1, required=True)
@options(PLANT, FINDING, READING, ENCODING, STRICT, ALWAYS)
def plant(paths: tuple[str, ...], *, output: str, seed: int, cases: int, words: int, **typed: Any) -> int:  # noqa: ANN401 - a parameter an option
    """Copy the documents of CORPUS into DIR/texts with known reuse planted in them; DIR/truth.json tells it.

    Without a kind of copy, there are some of each. Then: reuse scan DIR/texts -f json -o found.json, and
    reuse eval DIR/truth.json found.json.
    """
    from reuse.api.inputs import read  # noqa: PLC0415 - `--help` loads none of this
    from reuse.cli import progress  # noqa: PLC0415
    from reuse.cli.verdict import unread  # noqa: PLC0415
    from reuse.errors import UsageError  # noqa: PLC0415
    from reuse.evaluation.planted import Wish, check, make, write  # noqa: PLC0415
    from reuse.model import Tool  # noqa: PLC0415

    wish = Wish(_disguises(typed), cases, words, seed, str(Path(output)))
    settings = settled({name: value for name, value in typed.items() if name not in {*PLAIN, *RATED}})
    check(Path(output))
    with progress.shown(settings) as tell:
        inputs = read(paths, settings, tell)
        if not inputs.documents:
            raise UsageError(inputs.nothing())
        texts, truth = make(inputs.documents, settings.pipeline(), wish, Tool("text-reuse", reuse.__version__), tell)
    write(Path(output), texts, truth)
    _tell([match.id.rpartition("-")[0] for match in truth.matches], wish, settings)
    return unread(len(inputs.skipped), strict=settings.strict)


def _disguises(typed: dict[str, Any]) -> tuple[Disguise, ...]:
    from reuse.evaluation import disguises as known  # noqa: PLC0415 - `--help` loads none of this

    chosen = [getattr(known, name.title())() for name in PLAIN if typed[name]]
    chosen += [getattr(known, name.title())(rate) for name in RATED for rate in typed[name]]
    return tuple(chosen) or known.EVERY


def _tell(kinds: list[str], wish: Wish, settings: Settings) -> None:
    from reuse.cli.messages import say  # noqa: PLC0415 - `--help` loads none of this

    if settings.quiet:
        return
    natural = kinds.count("natural")
    made = ", ".join(f"{kinds.count(disguise.name)} {disguise.name}" for disguise in wish.disguises)
    say(f"planted {len(kinds) - natural} of {wish.cases} cases: {made}")
    if natural:
        say(f"{natural} matches were there before: they count neither for nor against")

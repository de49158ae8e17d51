"""The command `reuse` and its subcommands, one file each."""

from __future__ import annotations

from importlib import import_module

import click

import reuse

COMMANDS = (
    "scan",
    "compare",
    "check",
    "baseline",
    "diff",
    "index",
    "report",
    "serve",
    "browse",
    "explain",
    "eval",
    "plant",
    "files",
    "schema",
)


class Lazy(click.Group):
    """Commands that are imported when they are needed; the module `reuse.cli.NAME` holds the command NAME."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order in which a newcomer wants them."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Return the command, or nothing for a name that none has."""
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"reuse.cli.{name}"), name)
        return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(reuse.__version__, "-V", "--version", prog_name="text-reuse", message="%(prog)s %(version)s")
def main() -> None:
    """Find every passage that stands in more than one place: copied, edited, reordered or reworded.

    \b
      reuse scan corpus/                     everything against everything
      reuse scan new/ --against corpus/      new documents against references
      reuse compare a.txt b.txt              two documents, side by side
      reuse check docs/ --baseline FILE      fail where something new is copied
    """  # noqa: D301 - \b is click's mark for lines that stay as they are

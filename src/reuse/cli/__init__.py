"""The command line: one file a command, imported when it is called or listed; `run` is the way in."""

from reuse.cli.run import run as run

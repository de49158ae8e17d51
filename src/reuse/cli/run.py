"""The one place that catches: every ending of the program has its exit code and its one sentence.

0 done, 1 the gate tripped, 2 usage or output, 3 done but some inputs could not be read, 70 a fault of ours,
130 interrupted.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from typing import TYPE_CHECKING

import click

import reuse
from reuse.cli.interrupt import INTERRUPTED, heeded
from reuse.cli.messages import say
from reuse.errors import ReuseError
from reuse.process import leave, take

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE, FAULT = 2, 70
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}  # what a full or lost output answers


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; without `arguments`, with those of the process."""
    if arguments is None:
        take()
    try:
        with heeded():
            code = _invoke(sys.argv[1:] if arguments is None else list(arguments))
        if sys.stdout is not None:
            sys.stdout.flush()  # an error at the interpreter's own end would come too late for the exit code
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - this is the one place
        if arguments is None:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second interrupt must not interrupt the ending
        code, message = _ending(error)
        _drop_output()
        if message:
            say(message)
        if code == INTERRUPTED and arguments is None:
            os._exit(code)  # the interpreter would wait for threads at work, or end by the signal and not by the code
    if arguments is None:
        leave()
    return code


def _invoke(arguments: list[str]) -> int:
    from reuse.cli.main import main  # noqa: PLC0415 - a fault while importing is to be caught too

    try:  # not main.main(), which ends the process by itself where a pipe is closed
        with main.make_context("reuse", arguments) as context:
            return main.invoke(context) or 0
    except click.exceptions.Exit as ending:
        return ending.exit_code


def _ending(error: BaseException) -> tuple[int, str]:
    """Return the exit code for `error`, and what to say."""
    code, message = USAGE, ""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            error.show()
        case click.ClickException():
            code, message = error.exit_code, error.format_message()
        case ReuseError():
            code, message = error.exit_code, str(error)
        case BrokenPipeError():
            pass  # the reader has what it wanted: quietly, yet it is no success
        case OSError(errno=number, filename=None) if number in FULL:
            message = f"cannot write to standard output: {error.strerror}"
        case MemoryError():
            message = "not enough memory for so much text at a time"
        case KeyboardInterrupt() | click.Abort():
            code, message = INTERRUPTED, "interrupted"
        case _:
            code, message = FAULT, f"a fault of ours, sorry; please report it with the log {_log(error)}"
    return code, message


def _drop_output() -> None:
    """Let output that cannot be written go nowhere, or the interpreter would complain of it when it ends."""
    try:
        sys.stdout.flush()
    except AttributeError:  # standard output is closed, and None
        pass
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _log(error: BaseException) -> str:
    """Write the traceback to a file of its own, and return where it is."""
    import platform  # noqa: PLC0415 - for the rare case only, as are the next two
    import tempfile  # noqa: PLC0415
    import traceback  # noqa: PLC0415

    text = f"text-reuse {reuse.__version__}, Python {platform.python_version()}, {platform.platform()}\n"
    text += f"arguments: {sys.argv[1:]!r}\n\n{''.join(traceback.format_exception(error))}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", prefix="textreuse-", suffix=".log", delete=False
        ) as log:
            log.write(text)
    except OSError:
        return f"(that could not be written; it was {error!r})"
    return log.name

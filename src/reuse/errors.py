"""What a user can mend, each with a hint.

ReuseError                 exit code
├── UsageError             2   a wrong path, option or configuration key; nothing readable to read
├── OutputError            2   the result could not be written
└── UnreadableError        -   one input cannot be read: becomes a row of `report.skipped`
"""

from __future__ import annotations


class ReuseError(Exception):
    """Base of every error whose message is meant for the user: one sentence, and a hint how to mend it."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep `message` (what is wrong, naming file, line or option) and `hint` (what to do)."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}. {self.hint}" if self.hint else self.message


class UsageError(ReuseError):
    """A path, an option or a configuration key is wrong, or there is nothing to read."""


class OutputError(ReuseError):
    """The result could not be written (a full disk, a closed stream, a folder that does not exist)."""


class UnreadableError(ReuseError):
    """One input cannot be read; its message is the reason in `report.skipped`."""

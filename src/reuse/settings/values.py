"""Values of settings and of the options of stages: their type is that of the default."""

from __future__ import annotations

import math
import shlex
from typing import Any

NAMES = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
TRUTH = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)


def as_type_of(default: object, value: object, *, typed: bool) -> Any:  # noqa: ANN401 - of that type
    """Return `value` as what `default` is: truth, whole number, number, text or texts.

    Where it is not `typed` (command line, environment) a text is read as such, and as texts it is split like
    words in a shell. Raises ValueError that says what it must be.
    """
    if isinstance(default, tuple):
        return _texts(value, typed=typed)
    if isinstance(value, str) and not typed:
        return _parsed(default, value)
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if default is not None and (type(value) is not type(default) or value != value):  # noqa: PLR0124 - not a number
        raise ValueError(f"must be {NAMES[type(default)]}, not {value!r}")
    return value


def _texts(value: object, *, typed: bool) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if typed else tuple(shlex.split(value))
    if not isinstance(value, list | tuple) or not all(isinstance(text, str) for text in value):
        raise ValueError(f"must be a list of texts, not {value!r}")
    return tuple(value)


def _parsed(default: object, text: str) -> object:
    try:
        if isinstance(default, bool):
            return TRUTH[text.lower()]
        if isinstance(default, int):
            return int(text)
        if isinstance(default, float) and math.isfinite(number := float(text)):
            return number
    except (KeyError, ValueError):
        pass
    if default is None or isinstance(default, str):
        return text
    raise ValueError(f"must be {NAMES[type(default)]}, not {text!r}")

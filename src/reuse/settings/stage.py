"""A stage as users write it, `name` or `name:option=value,option=value+value` -> the stage."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from typing import Any

from reuse import catalog
from reuse.errors import UsageError
from reuse.settings.values import as_type_of


def build(kind: str, spec: str, **more: object) -> Any:  # noqa: ANN401 - of the kind asked for
    """Return the stage that `spec` names and tunes.

    It also takes those of the options `more` that it has and `spec` leaves open.
    Raises UsageError naming the stage or the option that is wrong.
    """
    name, _, tuning = spec.partition(":")
    stage = catalog.find(kind, name)
    known = {option.name: _default(option) for option in fields(stage) if option.init}
    tuned: dict[str, object] = {}
    for part in filter(None, tuning.split(",")):
        key, _, value = part.partition("=")
        if key.replace("-", "_") not in known:
            hint = catalog.nearest(key, known) if known else "It has none."
            raise UsageError(f"{name} has no option {key!r}", hint)
        key = key.replace("-", "_")
        try:
            tuned[key] = _tuned(known[key], value)
        except ValueError as error:
            raise UsageError(f"{name}: {key} {error}") from error
    try:
        return stage(**{key: value for key, value in more.items() if key in known} | tuned)
    except ValueError as error:
        raise UsageError(f"{spec}: {error}") from error


def _tuned(default: object, value: str) -> object:
    if isinstance(default, tuple):  # several values: the comma is taken
        one = default[0] if default else ""
        return tuple(as_type_of(one, part, typed=False) for part in value.split("+") if part)
    return as_type_of(default, value, typed=False)


def _default(option: Field[Any]) -> object:
    return option.default if option.default_factory is MISSING else option.default_factory()

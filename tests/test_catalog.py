from __future__ import annotations

import pytest

from reuse import catalog
from reuse.errors import UsageError


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"'jsn' is none of the reporters\. Did you mean 'json'"):
        catalog.find("reporters", "jsn")


def test_where_nothing_is_near_all_are_named() -> None:
    with pytest.raises(UsageError, match="Known are: memory"):
        catalog.find("indexes", "xyzzy")


def test_loaders_take_the_options_that_they_have() -> None:
    loaders = catalog.loaders(content="full", nobody="has this")
    assert type(loaders["markdown"]).__name__ == "Markdown"
    assert type(loaders["text"]).__name__ == "Text"


class Point:
    """An entry point, as importlib.metadata gives it."""

    def __init__(self, loads: object) -> None:
        self.loads = loads

    def load(self) -> object:
        if isinstance(self.loads, Exception):
            raise self.loads
        return self.loads


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    points = {"theirs": Point(int), "words": Point(int), "broken": Point(ImportError("no module named 'x'"))}
    monkeypatch.setattr(catalog, "_installed", lambda kind: points if kind == "segmenters" else {})


@pytest.mark.usefixtures("installed")
def test_installed_stages_are_found_and_take_no_name_of_ours() -> None:
    assert catalog.find("segmenters", "theirs") is int
    assert catalog.find("segmenters", "words").__name__ == "Words"
    assert catalog.names("segmenters").count("words") == 1


@pytest.mark.usefixtures("installed")
def test_an_installed_stage_that_does_not_load_is_named() -> None:
    with pytest.raises(UsageError, match="'broken' of the installed segmenters does not load: no module named 'x'"):
        catalog.find("segmenters", "broken")

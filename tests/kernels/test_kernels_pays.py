from __future__ import annotations

import pytest

from reuse.kernels import pays


@pytest.mark.parametrize(("loaded", "most"), [(False, 1600), (True, 100)])
def test_what_is_loaded_pays_sooner(monkeypatch: pytest.MonkeyPatch, *, loaded: bool, most: int) -> None:
    monkeypatch.setattr(pays, "loaded", lambda: loaded)
    assert not pays.pays(most, 1600)
    assert pays.pays(most + 1, 1600)

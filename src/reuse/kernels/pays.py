"""Whether a compiled loop pays for an input, or its plain twin is quicker."""

from __future__ import annotations

import sys

_LOADED = 16  # with numba at hand there is only the loop to load, which takes some hundredths of a second


def pays(size: int, small: int) -> bool:
    """Whether it pays for `size` rows; small: how many there may be at most for loading numba not to."""
    return size > (small // _LOADED if loaded() else small)


def loaded() -> bool:
    """Whether numba is loaded already."""
    return "reuse.kernels.compiled" in sys.modules

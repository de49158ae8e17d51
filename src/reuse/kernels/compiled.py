"""How the loops are compiled: once, kept on disk, without the interpreter's lock.

Most of a first run goes into compiling, so nothing is compiled that nobody calls: `outer` loops are called from Python,
`inner` ones only from other loops and get no entry for Python.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from numba import njit

_loop = partial(njit, nogil=True, cache=True, error_model="numpy", no_cfunc_wrapper=True)
outer: Any = _loop()
inner: Any = _loop(no_cpython_wrapper=True)

"""How the loops are compiled: once, kept on disk, without the interpreter's lock.

Most of a first run goes into compiling, so nothing is compiled that nobody calls: `outer` loops are called from Python,
`inner` ones only from other loops and get no entry for Python.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from numba import njit

from reuse.process import without

with without("scipy.linalg"):  # .2 s; numba asks for it to compile products of matrices, which no kernel has
    import numba.np.arraymath  # noqa: F401 - so that it asks now

if TYPE_CHECKING:
    from collections.abc import Callable


def outer(loop: Callable[..., Any]) -> Any:  # noqa: ANN401 - numba's dispatchers have no type
    """Compile a loop that is called from Python."""
    return _compiled(loop)


def inner(loop: Callable[..., Any]) -> Any:  # noqa: ANN401 - as above
    """Compile a loop that only other loops call."""
    return _compiled(loop, no_cpython_wrapper=True)


def _compiled(loop: Callable[..., Any], **options: bool) -> Any:  # noqa: ANN401 - as above
    compile_: Any = partial(njit, nogil=True, error_model="numpy", no_cfunc_wrapper=True, **options)
    try:
        return compile_(cache=True)(loop)
    except RuntimeError:  # nowhere to keep it: a read-only installation and no home; every run compiles anew
        return compile_()(loop)

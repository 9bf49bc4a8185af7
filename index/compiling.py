"""The decorator of all loops that numba compiles, and keeps on disk for as long as nothing that went into them changes.

numba itself looks at a loop's own file only, and would go on with a loop whose parts from another file have changed since.
"""

import hashlib
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit
from numba.core.dispatcher import Dispatcher
from numba.core.extending import _Intrinsic

Array = Any  # numba infers its type
Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(function: Loop) -> Loop:
    """Compile a loop at its first call; it releases the interpreter's lock."""
    made: Any = njit(nogil=True, cache=True)(function)
    made._cache._cache_file._source_stamp = _stamp(function.__module__)
    return cast(Loop, made)


@cache
def _stamp(name: str) -> str:
    """What the loops of a module are made from: its source, those of what it takes from other modules, and numbers.

    It is asked for at the module's first loop, when all that it imports is there.
    """
    there = vars(sys.modules[name])
    digest = hashlib.sha256(Path(there["__file__"]).read_bytes())
    for key, value in sorted(there.items()):
        if isinstance(value, int | float | np.generic):
            digest.update(f"{key}={value!r};".encode())
        elif _goes_in(value) and value.__module__ != name:
            digest.update(_stamp(value.__module__).encode())
    return digest.hexdigest()


def _goes_in(value: object) -> bool:
    """Whether it is a loop, or the form of what loops take."""
    return isinstance(value, Dispatcher | _Intrinsic) or hasattr(value, "_fields")

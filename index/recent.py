"""A small memory of what was computed last, for several threads."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The values of the last keys asked for; a value may be computed twice, if two threads ask for it at once."""

    def __init__(self, most: int = 32) -> None:
        self._most, self._kept, self._lock = most, OrderedDict[K, V](), threading.Lock()

    def of(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, computed only if it is not among the last."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = make()
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value

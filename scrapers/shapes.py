"""Where in a JSON document are the records? Found by their shape, so that a bundle reads like a page."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

Record = dict[str, Any]
MOST = 5_001  # one more than a run keeps of a source, so that the rest does not go unnoticed


def _never(_key: str) -> bool:
    return False


def records(
    document: object, wanted: Callable[[Record], bool], *, skip: Callable[[str], bool] = _never
) -> list[Record]:
    """The objects of a shape, in document order; nothing inside a match, nor under a key to skip, is looked at.

    No answer of a real board has more of them than MOST.
    """
    return list(islice(_walk(document, wanted, skip), MOST))


def first_record(document: object, wanted: Callable[[Record], bool]) -> Record | None:
    """The first object of a shape."""
    return next(_walk(document, wanted, _never), None)


def _walk(document: object, wanted: Callable[[Record], bool], skip: Callable[[str], bool]) -> Iterator[Record]:
    # A stack instead of recursion: the depth of foreign JSON is not ours to trust.
    stack = [document]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if wanted(node):
                yield node
            else:
                stack += [value for key, value in reversed(node.items()) if not skip(key)]
        elif isinstance(node, list):
            stack += reversed(node)


def objects(value: object) -> list[Record]:
    """The objects of a value that may be one object, a list, or nothing."""
    return [item for item in (value[:MOST] if isinstance(value, list) else [value]) if isinstance(item, dict)]


def part(node: Record, name: str) -> Record:
    """The object a property holds, or an empty one."""
    value = node.get(name)
    return value if isinstance(value, dict) else {}


def flag(value: object) -> bool | None:
    """True, False, or None for everything else: silence and nonsense are no answer."""
    return value if isinstance(value, bool) else None


def whole_number(value: object) -> int | None:
    """A count as servers write it: 3, "3" or 3.0."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value < 10**9 else None
    if isinstance(value, float):
        return int(value) if 0 <= value < 1e9 and value == int(value) else None
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10 else None

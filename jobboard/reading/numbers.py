"""Numbers as people in Germany and elsewhere write them."""

import re

_GROUPED_GERMAN = re.compile(r"^\d{1,3}(?:[.'’ \u00a0\u202f]\d{3})+(?:,\d+)?$")
_GROUPED_ENGLISH = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_PLAIN = re.compile(r"^\d+(?:[.,]\d+)?$")


def read_number(text: str) -> float | None:
    """The number a cell holds, or None: 52.000 and 52'000 are fifty-two thousand, 18,50 and 18.50 eighteen and a half.

    Currency signs, unit words and a trailing ",-" are not part of it: the caller strips them.
    """
    value = text.strip().removesuffix(",-").removesuffix(",–").removesuffix(".-").strip()
    sign = -1.0 if value.startswith(("-", "−")) else 1.0
    value = value.lstrip("+-−").strip()
    if _GROUPED_GERMAN.match(value):
        return sign * float(re.sub(r"[.'’ \u00a0\u202f]", "", value).replace(",", "."))
    if _GROUPED_ENGLISH.match(value):
        return sign * float(value.replace(",", ""))
    if _PLAIN.match(value):
        return sign * float(value.replace(",", "."))
    return None

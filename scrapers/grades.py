"""Pay grades of the public service as lists of authorities write them: one span for each pay table."""

import re
from collections.abc import Iterable

from jobboard.posting import Salary
from scrapers.fields import line

_NUMBER = re.compile(r"\d.*$")


def grades(written: Iterable[object]) -> Salary | None:
    """Pay by grades alone ("A 13 - A 15 / TV-L E 13"), as the ad says it; None without any."""
    tables: dict[str, list[str]] = {}
    for grade in filter(None, map(line, written)):
        tables.setdefault(_NUMBER.sub("", grade), []).append(grade)
    spans = [" - ".join(dict.fromkeys((found[0], found[-1]))) for found in tables.values()]
    said = " / ".join(spans)[:240]
    return Salary(grade=said, evidence=said) if said else None

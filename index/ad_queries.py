"""Home-office queries in nine languages over real German ads, written by us: `index/ad_queries.tsv`.

`index/ad_messages.tsv` has a part of them as messages, written by others than those who wrote what `index.wanted` learned from.

An ad fits a query when its title matches the row's pattern, so the truth does not come from any ranking. Half of the rows
are kept out of sight while glossary and ranking are tuned.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.glossary import LANGUAGES
from index.judged import Judged

AD_QUERIES = Path(__file__).parent / "ad_queries.tsv"
AD_MESSAGES = Path(__file__).parent / "ad_messages.tsv"
PARTS = ("tuning", "held out")
# One portal's titles run on into its table of keywords behind this word.
_END = "Firmenname"


@dataclass(frozen=True, slots=True)
class AdQuery:
    """What is looked for: the pattern of the titles that fit, and how people ask for it by language."""

    part: str
    title: re.Pattern[str]
    queries: Mapping[str, str]

    def judged(self, titles: Mapping[str, str]) -> list[Judged]:
        """The query in every language, with the ads, by their ids, whose title fits."""
        fitting = {key: 1 for key, title in titles.items() if self.title.search(title.partition(_END)[0])}
        return [Judged(query, language, fitting) for language, query in self.queries.items()]


def read_ad_queries(path: Path = AD_QUERIES) -> list[AdQuery]:
    """All rows, in their order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            AdQuery(
                row["part"],
                re.compile(row["title"], re.IGNORECASE),
                {language: row[language] for language in LANGUAGES},
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def read_ad_messages(path: Path = AD_MESSAGES) -> list[AdQuery]:
    """A part of the queries, each in one language only, as people would put it to the assistant in a message."""
    rows = {(language, query): row for row in read_ad_queries() for language, query in row.queries.items()}
    with path.open(encoding="utf-8", newline="") as file:
        messages = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    asked = ((one, rows[one["language"], one["query"]]) for one in messages)
    return [AdQuery(row.part, row.title, {one["language"]: one["message"]}) for one, row in asked]

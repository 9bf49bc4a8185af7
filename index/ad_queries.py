"""Home-office queries in nine languages over real German ads, written by us: `index/ad_queries.tsv`.

An ad fits a query when its title matches the row's pattern, so the truth does not come from any ranking. Half of the rows
are kept out of sight while glossary and ranking are tuned.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.document import Document
from index.glossary import LANGUAGES
from index.judged import Judged

AD_QUERIES = Path(__file__).parent / "ad_queries.tsv"
PARTS = ("tuning", "held out")
# One portal's titles run on into its table of keywords behind this word.
_END = "Firmenname"


@dataclass(frozen=True, slots=True)
class AdQuery:
    """What is looked for: the pattern of the titles that fit, and how people ask for it by language."""

    part: str
    title: re.Pattern[str]
    queries: Mapping[str, str]

    def judged(self, ads: Sequence[Document]) -> list[Judged]:
        """The query in every language, with the ads whose title fits."""
        fitting = {ad.id: 1 for ad in ads if self.title.search(ad.headline.partition(_END)[0])}
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

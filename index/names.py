"""More names for what the glossary lists, and more that it lacks, as people type and ads write them: `index/names.csv`.

The model is trained on the glossary, so that one stays as it is; these are for the search only. A row belongs to the
glossary's occupation with the German form of its first column, or is one of its own if there is none.
"""

import csv
from pathlib import Path

from index.glossary import LANGUAGES, Term, read_glossary

NAMES = Path(__file__).parent / "names.csv"


def read_names(path: Path = NAMES) -> list[Term]:
    """The glossary's terms with the further names behind their own, then the further terms."""
    terms = {(term.kind, term.forms["de"][0]): dict(term.forms) for term in read_glossary()}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            forms = terms.setdefault(("occupation", row["name"]), dict.fromkeys(LANGUAGES, ()))
            for language in LANGUAGES:
                forms[language] += tuple(filter(None, row[language].split("|")))
    return [Term(kind, forms) for (kind, _), forms in terms.items()]

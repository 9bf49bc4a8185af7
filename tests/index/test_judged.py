"""The judged queries: about ads that exist, graded, in the languages we promise, and not copied from titles."""

from collections import Counter
from pathlib import Path

import pytest
from indexing import PACKS, TODAY

from index.judged import Judged, read_judged
from jobboard.demo import read_demo

JUDGED_PACKS = [pack for pack in PACKS if read_judged(pack)]
PROMISED = {"de", "en", "uk", "ru", "ar", "tr", "pl", "ro", "fa"}


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "judged.tsv").write_text('query\tlanguage\trelevant\n"Bäcker" früh\tde\tA-1:2 A-2:1\n', "utf-8")
    assert read_judged(tmp_path) == [Judged('"Bäcker" früh', "de", {"A-1": 2, "A-2": 1})]


def test_a_pack_may_have_none(tmp_path: Path) -> None:
    assert read_judged(tmp_path) == []


def test_the_first_set_is_large_and_in_all_languages() -> None:
    counts = Counter(one.language for pack in JUDGED_PACKS for one in read_judged(pack))
    assert sum(counts.values()) >= 150
    assert set(counts) == PROMISED and min(counts.values()) >= 10


@pytest.mark.parametrize("pack", JUDGED_PACKS, ids=lambda pack: pack.name)
def test_every_judgement_names_an_ad(pack: Path) -> None:
    ads = {row.posting.source_ref: row.posting for file in read_demo(pack, today=TODAY) for row in file.rows}
    queries = read_judged(pack)
    assert len({(one.query.casefold(), one.language) for one in queries}) == len(queries)
    titles = {title.casefold() for ad in ads.values() for title in (ad.title, ad.title_clean)}
    for one in queries:
        assert one.query == " ".join(one.query.split()) and one.query
        assert one.grades and set(one.grades) <= set(ads), one
        assert set(one.grades.values()) <= {1, 2} and 2 in one.grades.values(), one
        assert one.query.casefold() not in titles, one

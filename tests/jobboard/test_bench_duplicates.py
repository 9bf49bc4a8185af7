"""The benchmark runs and says what it promises; the ads it makes are what it says they are."""

import gzip
import json
from collections import Counter
from pathlib import Path

from click.testing import CliRunner

from jobboard.bench_duplicates import main
from jobboard.recombine import AGENCY, DECOY, FEED, NUMBERED_TWIN, TWIN, adverts, sentences_of

SENTENCES = [
    f"Satz {at} handelt von {at * 37 % 1009} Dingen und {at * 91 % 733} Leuten im Betrieb." for at in range(400)
]


def test_ads_are_the_same_for_a_seed_and_as_many_as_asked_for() -> None:
    first, again, other = (list(adverts(SENTENCES, 300, seed)) for seed in (1, 1, 2))
    assert first == again != other
    assert len(first) == len({each.posting.id for each in first}) == 300


def test_what_was_planted() -> None:
    made = list(adverts(SENTENCES, 3_000))
    ways = Counter(each.again for each in made)
    assert set(ways) == {"", FEED, TWIN, NUMBERED_TWIN, AGENCY, DECOY} and min(ways.values()) > 40
    originals = {each.vacancy: each.posting for each in made if not each.again}
    for each in made:
        before = originals.get(abs(each.vacancy))
        if not each.again or before is None:
            continue
        posting = each.posting
        assert (posting.source == before.source) == (each.again in (TWIN, NUMBERED_TWIN))
        assert (posting.language == "en") == (each.again in (TWIN, NUMBERED_TWIN))
        assert (each.again == NUMBERED_TWIN) <= (posting.requisition == before.requisition != "")
        assert (each.vacancy < 0) == (each.again == DECOY)


def test_sentences() -> None:
    text = "Kurz. Ein Satz von hinreichender Länge steht hier. Noch einer, der lang genug ist!\n- ein Punkt der Liste, lang genug"
    assert sentences_of([text, text]) == [
        "Ein Satz von hinreichender Länge steht hier.",
        "Noch einer, der lang genug ist!",
        "- ein Punkt der Liste, lang genug",
    ]


def test_the_benchmark_prints_its_table(tmp_path: Path) -> None:
    ads = tmp_path / "ads"
    ads.mkdir()
    with gzip.open(ads / "ads_de.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(json.dumps({"description": "\n".join(SENTENCES)}) + "\n")
    done = CliRunner().invoke(main, ["--postings", "400", "--sample", "150", "--pipeline", "30", "--ads", str(ads)])
    assert done.exit_code == 0, done.output
    for words in ("400 of", "peak memory", "planted, found again: feed", "0 of", "all pairs of", "30 ads normalised"):
        assert words in done.output

"""How well a bundled pack's assistant answers the part of its evaluation questions that nothing was tuned on."""

from datetime import date
from pathlib import Path

import pytest

import jobboard
from assistant.article import load_sources
from assistant.evaluate import judge, violations, with_demo
from assistant.examples import load_examples
from assistant.reply import Kind
from index import load_encoder
from jobboard.pack import load_pack
from jobboard.store import create_store, sqlite_url

TODAY = date(2026, 11, 22)
PACKS = sorted(
    path for path in (Path(jobboard.__file__).parent / "regions").iterdir() if (path / "region.toml").is_file()
)
EVERY = 3  # a third of the questions, which is cheap and always the same
# Shares of right replies, a little below what they are.
FLOORS = {"answered": 0.9, "held back": 0.89, "settled": 0.88, "done": 0.92}


@pytest.mark.parametrize("region", PACKS, ids=lambda path: path.name)
def test_how_well_a_bundled_pack_answers(region: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [one for one in load_examples(region) if one.part == "test"][::EVERY]
    if not asked:
        pytest.skip("the pack has no evaluation questions")
    sources = load_sources(region)
    assistant = with_demo(load_pack(region), load_encoder(), create_store(sqlite_url(tmp_path)), TODAY)
    judged = judge(assistant, asked, sources, TODAY)
    groups = {
        "answered": [one for one in judged if one.example.kind in (Kind.ANSWER, Kind.CALCULATION)],
        "held back": [one for one in judged if one.example.kind in (Kind.UNKNOWN, Kind.REFUSAL)],
        "settled": [one for one in judged if one.example.kind in (Kind.HANDOVER, Kind.EMERGENCY)],
        "done": [one for one in judged if one.example.kind in (Kind.CHECKLIST, Kind.JOBS)],
    }
    shares = {name: sum(one.right for one in own) / len(own) for name, own in groups.items()}
    with capsys.disabled():
        print(f"\n  {region.name}: {', '.join(f'{name} {share:.2f}' for name, share in shares.items())}", end="")
    assert all(shares[name] >= floor for name, floor in FLOORS.items())
    assert [fault for one in judged for fault in (*one.reply.uncited(), *violations(one.reply, sources))] == []

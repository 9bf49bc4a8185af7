"""The table of terms against a dict."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.terms import Terms

words = st.text(st.characters(exclude_characters="\n"), max_size=6)


@settings(deadline=None)
@given(st.lists(words, unique=True, max_size=80), st.lists(words, max_size=10))
def test_every_term_is_found_under_its_number_and_no_other(terms: list[str], others: list[str]) -> None:
    table, truth = Terms.build(terms), {term: at for at, term in enumerate(terms)}
    assert list(table) == terms and len(table) == len(terms)
    for term in [*terms, *others]:
        assert table.find(term) == truth.get(term, -1)
    assert [table[at] for at in range(len(table))] == terms


@pytest.mark.parametrize("text", ["", "\udcff", "a\x00", "𝔘", "zz"])
def test_what_is_no_term_is_not_found(text: str) -> None:
    assert Terms.build(["a", "z", "zzz"]).find(text) == -1
    assert Terms.build([]).find(text) == -1


def test_terms_that_share_a_bucket_are_told_apart() -> None:
    terms = [f"w{number}" for number in range(5_000)]
    table = Terms.build(terms)
    sizes = [end - begin for begin, end in zip(table.bucket_starts, table.bucket_starts[1:], strict=False)]
    assert max(sizes) > 2 and sum(sizes) == len(terms)
    assert [table.find(term) for term in terms] == list(range(5_000))

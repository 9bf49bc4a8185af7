"""A search in the address: there and back, and never trusted."""

from collections.abc import Mapping, Sequence

import pytest
from conftest import TODAY
from hypothesis import given
from hypothesis import strategies as st

from index import Sort
from jobboard.pages.search_state import HOURS, QUERY_LENGTH, RADII, SINCE, SearchState
from jobboard.places import Gazetteer
from jobboard.posting import EmploymentType, Level, WorkMode

words = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)
lists = st.lists(words.filter(bool), max_size=3, unique=True).map(tuple)
states = st.builds(
    SearchState,
    q=words,
    mode=st.lists(st.sampled_from(WorkMode), max_size=3, unique=True).map(tuple),
    place=words,
    radius=st.sampled_from(RADII),
    far=st.booleans(),
    type=st.lists(st.sampled_from(EmploymentType), max_size=3, unique=True).map(tuple),
    industry=lists,
    employer=lists,
    german=st.none() | st.sampled_from(Level),
    ad=lists,
    hours=st.sampled_from([0, *HOURS]),
    since=st.sampled_from([0, *SINCE]),
    pay=st.booleans(),
    plain=lists,
    sort=st.sampled_from(Sort),
    page=st.integers(1, 500),
)


@given(states)
def test_there_and_back(state: SearchState) -> None:
    assert SearchState.from_params(state.to_params()) == state


@given(st.dictionaries(st.sampled_from([*SearchState.__slots__, "x"]), st.lists(st.text(max_size=9), max_size=3)))
def test_no_address_is_a_fault(params: Mapping[str, Sequence[str]]) -> None:
    state = SearchState.from_params(params)
    assert SearchState.from_params(state.to_params()) == state


@pytest.mark.parametrize(("hours", "most"), [(0, None), (20, 20.0)])
def test_hours_are_a_filter(gazetteer: Gazetteer, hours: int, most: float | None) -> None:
    assert SearchState(hours=hours).filters(gazetteer, TODAY).hours_max == most


def test_what_is_too_long_is_cut() -> None:
    assert len(SearchState.from_params({"q": ["x" * 9_999]}).q) == QUERY_LENGTH

"""Filters and facet counts against plain Python over random facts."""

import math
from dataclasses import fields, replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from indexing import TODAY, facet_counts, passes

from index.columns import FACETS, LEVELS, MODES, TYPES, Columns, Facts, Filters, facts_of
from jobboard.posting import EmploymentType, LanguageRequirement, Level, Period, Place, Salary, WorkMode

NAMES = ["", "Aheim", "Bestadt", "Çedorf", "東"]
names = st.sampled_from(NAMES)
days = st.integers(-1, 1).map(lambda n: TODAY + timedelta(days=n))
pay = st.sampled_from([math.nan, 20_000.0, 45_000.0, 45_000.5])
points = st.tuples(st.sampled_from([math.nan, 49.9, 50.0, 50.1, -33.9]), st.sampled_from([math.nan, 8.9, 9.0, 151.2]))
facts = st.builds(
    Facts,
    mode=st.sampled_from(MODES),
    language=names,
    employer=names,
    industry=names,
    posted=st.none() | days,
    closes=st.none() | days,
    german=st.none() | st.sampled_from(LEVELS),
    types=st.lists(st.sampled_from(TYPES), max_size=3).map(tuple),
    salary=pay,
    salary_top=st.sampled_from([math.nan, 45_000.0, 60_000.0, math.inf]),
    hours=st.sampled_from([(math.nan, math.nan), (10.0, 20.0), (38.5, 38.5)]),
    demo=st.booleans(),
    places=st.lists(st.builds(lambda name, point: (name, *point), names, points), max_size=3).map(tuple),
)
some = st.lists(names, max_size=2).map(tuple)
filters = st.builds(
    Filters,
    modes=st.lists(st.sampled_from(MODES), max_size=2).map(tuple),
    latitude=st.sampled_from([None, 50.0]),
    longitude=st.sampled_from([None, 9.0]),
    radius_km=st.sampled_from([0.0, 5.0, 8.0, 11.2, 20.0]),
    or_remote=st.booleans(),
    places=some,
    languages=some,
    employers=some,
    industries=some,
    types=st.lists(st.sampled_from(TYPES), max_size=3).map(tuple),
    german=st.none() | st.sampled_from(LEVELS),
    with_salary=st.booleans(),
    salary_min=st.sampled_from([None, 0.0, 45_000.0]),
    hours_min=st.sampled_from([None, 15.0, 38.5]),
    hours_max=st.sampled_from([None, 9.0, 20.0, 30.0]),
    since=st.none() | days,
    on=st.none() | days,
)
LENIENT = ("mode", "type", "german", "language", "salary", "hours")
POINT = Filters(latitude=50.0, longitude=9.0, radius_km=8.0)


@given(st.lists(facts, max_size=12), filters)
def test_mask_is_what_plain_comparison_says(documents: list[Facts], chosen: Filters) -> None:
    assert Columns.build(documents).mask(chosen).tolist() == [passes(one, chosen) for one in documents]


@given(st.lists(facts, min_size=12, max_size=12), filters)
def test_each_filter_alone_is_what_plain_comparison_says(documents: list[Facts], full: Filters) -> None:
    columns = Columns.build(documents)
    for item in fields(Filters):
        chosen = replace(POINT if item.name == "or_remote" else Filters(), **{item.name: getattr(full, item.name)})
        chosen = replace(POINT, radius_km=full.radius_km) if item.name == "radius_km" else chosen
        assert columns.mask(chosen).tolist() == [passes(one, chosen) for one in documents], chosen.to_dict()


@given(st.lists(facts, max_size=12), filters)
def test_lenience_keeps_all_that_insistence_keeps_and_favours_those(documents: list[Facts], chosen: Filters) -> None:
    columns, asked = Columns.build(documents), replace(chosen, lenient=LENIENT)
    strict, lenient, certain = columns.mask(chosen), columns.mask(asked), columns.mask(asked.certain)
    assert (lenient | ~strict).all() and (certain | ~lenient).all()
    if (favour := columns.favour(asked)) is not None:
        assert (favour[strict] == 1.0).all() and (favour > 0.0).all()
        assert (strict == (certain & (favour == 1.0))).all()


@given(st.lists(facts, max_size=12), st.data())
def test_counts_are_those_of_a_plain_count(documents: list[Facts], data: st.DataObject) -> None:
    allowed = data.draw(st.lists(st.booleans(), min_size=len(documents), max_size=len(documents)))
    columns = Columns.build(documents)
    kept = [one for one, keep in zip(documents, allowed, strict=True) if keep]
    for facet in FACETS:
        assert columns.counts(facet, np.array(allowed, dtype=bool)) == facet_counts(kept, facet), facet


@given(filters)
def test_without_drops_one_facets_filters_and_no_other(chosen: Filters) -> None:
    own = {
        "mode": "modes", "place": "places", "industry": "industries", "type": "types", "german": "german",
        "language": "languages", "employer": "employers",
    }  # fmt: skip
    assert set(own) == set(FACETS)
    for facet in FACETS:
        left = chosen.without(facet)
        changed = {item.name for item in fields(Filters) if getattr(left, item.name) != getattr(chosen, item.name)}
        assert changed <= {own[facet]}
        assert getattr(left, own[facet]) == getattr(Filters(), own[facet])


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (Level.NONE, [False, True, False, False, False]),
        (Level.A2, [False, True, True, True, False]),
        (Level.C2, [False, True, True, True, True]),
    ],
)
def test_german_at_most_leaves_out_the_silent(asked: Level, kept: list[bool]) -> None:
    levels = [None, Level.NONE, Level.A1, Level.A2, Level.B1]
    columns = Columns.build([Facts(german=level) for level in levels])
    assert columns.mask(Filters(german=asked)).tolist() == kept


def test_radius_keeps_remote_only_if_asked() -> None:
    here, far = ("Hier", 50.0, 9.0), ("Weit", 52.5, 13.4)
    columns = Columns.build(
        [
            Facts(places=(here,)),
            Facts(places=(far,)),
            Facts(places=(far, here)),
            Facts(mode=WorkMode.REMOTE, places=(far,)),
            Facts(mode=WorkMode.REMOTE),
            Facts(places=(("?", math.nan, math.nan),)),
        ]
    )
    near = Filters(latitude=50.0, longitude=9.0, radius_km=1.0)
    assert columns.mask(near).tolist() == [True, False, True, False, False, False]
    assert columns.mask(replace(near, or_remote=True)).tolist() == [True, False, True, True, True, False]


def test_a_filter_of_an_unknown_name_keeps_nothing() -> None:
    columns = Columns.build([Facts(employer="Eins")])
    assert columns.mask(Filters(employers=("Zwei",))).tolist() == [False]


def test_public_form_shows_what_is_set_and_nothing_else() -> None:
    assert Filters().to_dict() == {}
    chosen = Filters(
        modes=(WorkMode.REMOTE,), latitude=0.0, longitude=0.0, radius_km=5.0, german=Level.NONE, on=date(2026, 1, 2)
    )
    assert chosen.to_dict() == {
        "modes": ["remote"], "latitude": 0.0, "longitude": 0.0, "radius_km": 5.0, "german": "none", "on": "2026-01-02",
    }  # fmt: skip


def test_facts_of_a_posting(make_posting) -> None:
    posting = make_posting(
        language="de",
        industry="IT",
        salary=Salary(min=4_000, max=5_000, currency="EUR", period=Period.MONTH),
        language_requirements=(
            LanguageRequirement(language="en", level=Level.C1),
            LanguageRequirement(language="de", level=Level.B2),
        ),
        employment=("FULL_TIME",),
        places=(Place(name="99001 Musterstadt"), Place(name="Nirgendwo")),
    )
    found = facts_of(posting)
    assert found.mode is WorkMode.HYBRID
    assert (found.language, found.employer, found.industry, found.german) == ("de", "Probewerk GmbH", "IT", Level.B2)
    assert found.types == (EmploymentType.FULL_TIME,)
    assert 48_000 <= found.salary <= 60_000
    assert (found.posted, found.closes) == (date(2026, 11, 1), date(2026, 12, 31))
    (first, lat, lon), (second, no_lat, no_lon) = found.places
    assert (first, lat, lon) == ("Musterstadt", 50.0, 9.0)
    assert second == "Nirgendwo" and math.isnan(no_lat) and math.isnan(no_lon)
    silent = facts_of(make_posting("R-2", language_requirements=(LanguageRequirement(language="de"),)))
    assert silent.german is None and math.isnan(silent.salary)


@given(st.lists(st.lists(facts, max_size=5), max_size=4))
def test_joined_columns_are_those_built_together(parts: list[list[Facts]]) -> None:
    joined = Columns.joined([Columns.build(part) for part in parts])
    expected = Columns.build([one for part in parts for one in part])
    assert joined.names == expected.names and joined.arrays.keys() == expected.arrays.keys()
    for name, values in expected.arrays.items():
        assert (joined.arrays[name].dtype, joined.arrays[name].tobytes()) == (values.dtype, values.tobytes()), name

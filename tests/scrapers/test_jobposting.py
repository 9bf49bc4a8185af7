"""What sites write into the fields of a JobPosting, field by field."""

from typing import Any

import pytest

from jobboard.posting import Draft, Period, WorkMode
from scrapers.adapters.jobposting import to_draft

PAGE = "https://musterwerk.example/job/1"


def draft(**fields: Any) -> Draft:
    return to_draft({"@type": "JobPosting", "title": "Stelle", **fields}, PAGE, alone=True)


@pytest.mark.parametrize(
    ("written", "low", "high", "currency", "period"),
    [
        (
            {"currency": "EUR", "value": {"minValue": 42000, "maxValue": 60000, "unitText": "YEARLY"}},
            42000,
            60000,
            "EUR",
            Period.YEAR,
        ),
        (
            {"currency": "EUR", "minValue": "3.100", "maxValue": "3.900", "unitText": "pro Monat"},
            3100,
            3900,
            "EUR",
            Period.MONTH,
        ),
        ({"currency": "EUR", "value": {"value": 17.5, "unitText": "HOUR"}}, 17.5, None, "EUR", Period.HOUR),
        ({"currency": "EUR", "value": "60000"}, 60000, None, "EUR", Period.YEAR),
        ({"currency": "EUR", "value": [{"minValue": 50000, "unitCode": "ANN"}]}, 50000, None, "EUR", Period.YEAR),
        ("50.000 - 60.000 € pro Jahr", 50000, 60000, "EUR", Period.YEAR),
        (48000, 48000, None, "", Period.YEAR),
        ("3500", 3500, None, "", Period.MONTH),
    ],
)
def test_pay(written: object, low: float, high: float | None, currency: str, period: Period) -> None:
    salary = draft(baseSalary=written).salary
    assert salary is not None
    assert (salary.min, salary.max, salary.currency, salary.period) == (low, high, currency, period)
    assert salary.evidence


@pytest.mark.parametrize(
    "written",
    [
        "attraktiv",
        "",
        None,
        {},
        {"value": {"minValue": 0, "maxValue": 0}},
        {"minValue": 9000, "maxValue": 10},
        True,
        [],
        "nach Vereinbarung",
    ],
)
def test_pay_that_names_no_amount_is_none(written: object) -> None:
    assert draft(baseSalary=written).salary is None


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Musterstadt", ["Musterstadt"]),
        (["Musterstadt", "Beispielhausen", "Musterstadt"], ["Musterstadt", "Beispielhausen"]),
        ({"@type": "Place", "address": "Werkstraße 1, , Musterstadt"}, ["Werkstraße 1, Musterstadt"]),
        ({"name": "Werk Nord", "address": {"addressLocality": "Musterstadt"}}, ["Werk Nord"]),
        (
            {"name": "Musterwerk", "address": {"addressLocality": "Musterstadt"}},
            ["Musterstadt"],
        ),  # the employer's own name
        (
            {"address": {"addressLocality": "Musterstadt", "addressCountry": {"name": ["Germany", "Germany"]}}},
            ["Musterstadt, DE"],
        ),
        ({"address": [{"addressLocality": "Musterstadt"}]}, ["Musterstadt"]),
        ({"addressLocality": "Musterstadt"}, ["Musterstadt"]),
        (None, []),
        ([{}, "", None, {"address": {}}], []),
    ],
)
def test_places(written: object, names: list[str]) -> None:
    assert [place.name for place in draft(jobLocation=written, hiringOrganization="Musterwerk").places] == names


def test_an_address_copied_to_every_place_is_believed_only_where_the_name_agrees() -> None:
    address = {"addressLocality": "Musterstadt", "postalCode": "01234", "addressCountry": "DE"}
    first, second = draft(
        jobLocation=[{"name": name, "address": address} for name in ("Musterstadt", "Beispielhausen")]
    ).places
    assert (first.name, first.locality) == ("Musterstadt", "Musterstadt")
    assert (second.name, second.locality, second.postal_code, second.country) == ("Beispielhausen", "", "", "DE")


def test_two_works_in_one_town_keep_their_address() -> None:
    address = {"addressLocality": "Musterstadt", "postalCode": "01234"}
    places = draft(jobLocation=[{"name": name, "address": address} for name in ("Werk Nord", "Werk Süd")]).places
    assert [(place.name, place.locality) for place in places] == [
        ("Werk Nord", "Musterstadt"),
        ("Werk Süd", "Musterstadt"),
    ]


@pytest.mark.parametrize(
    ("written", "flag"),
    [
        ("TELECOMMUTE", WorkMode.REMOTE),
        (["telecommute"], WorkMode.REMOTE),
        ("Hybrid", WorkMode.HYBRID),
        ("vielleicht", None),
        (None, None),
    ],
)
def test_work_mode(written: object, flag: WorkMode | None) -> None:
    assert draft(jobLocationType=written).remote_flag == flag


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Musterwerk", "Musterwerk"),
        ({"name": "Muster &amp; Werk"}, "Muster & Werk"),
        ([{"name": "A"}, {"name": "B"}], "A"),
        ({"legalName": "AG"}, "AG"),
        (None, ""),
        (5, ""),
    ],
)
def test_employer(written: object, name: str) -> None:
    assert draft(hiringOrganization=written).employer == name


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        ({"@type": "PropertyValue", "name": "Musterwerk", "value": 4711}, "4711"),
        ("REQ-12", "REQ-12"),
        ({"value": "Musterwerk"}, PAGE),  # the site's name on every page is no reference
        (None, PAGE),
    ],
)
def test_reference(written: object, reference: str) -> None:
    assert draft(identifier=written, hiringOrganization="Musterwerk").source_ref == reference


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("/job/7", "https://musterwerk.example/job/7"),
        ("javascript:alert(1)", PAGE),
        ("https://musterwerk.example/", PAGE),
        ("", PAGE),
        (["/job/7"], "https://musterwerk.example/job/7"),
    ],
)
def test_address(written: object, address: str) -> None:
    assert draft(url=written).url == address


def test_where_to_apply() -> None:
    action = {"@type": "ApplyAction", "target": {"@type": "EntryPoint", "urlTemplate": "https://bewerbung.example/7"}}
    assert draft(potentialAction=action).apply_url == "https://bewerbung.example/7"
    assert draft(applicationContact={"url": "/kontakt"}).apply_url == "https://musterwerk.example/kontakt"


def test_plain_text_keeps_its_lines_and_loses_its_entities() -> None:
    found = draft(description="Erste Zeile\nF&uuml;r alle", qualifications="Erste Zeile\nF&uuml;r alle", skills="SQL")
    assert (found.description, found.description_is_html) == ("Erste Zeile\nFür alle\n\nSQL", False)


@pytest.mark.parametrize("written", ["&lt;p&gt;Hallo&lt;/p&gt;", "<p>Hallo</p>", "\\n<p>Hallo</p>\\n"])
def test_html_escaped_once_too_often_or_with_written_line_ends(written: str) -> None:
    assert draft(description=written).description == "<p>Hallo</p>"


@pytest.mark.parametrize("word", ["Vollzeit", "FULL_TIME"])
def test_employment_words_are_the_sources_own(word: str) -> None:
    assert draft(employmentType=word).employment == (word,)
    assert draft(employmentType=[word, word, None]).employment == (word,)


def test_names_in_any_case_and_with_a_prefix() -> None:
    node = {
        "@type": "schema:JobPosting",
        "schema:Title": "Stelle A",
        "DatePosted": "01.09.2026",
        "http://schema.org/hiringOrganization": {"Name": "Musterwerk"},
    }
    found = to_draft(node, PAGE, alone=True)
    assert (found.title, found.employer, str(found.date_posted)) == ("Stelle A", "Musterwerk", "2026-09-01")

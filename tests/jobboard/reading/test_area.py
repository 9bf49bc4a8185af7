"""Where one may work from, and where not."""

import pytest

from jobboard.posting import Remote, WorkMode
from jobboard.reading.area import mark
from jobboard.reading.workmode import read_line, read_work_mode

NAMED = [
    ("Remote in Germany", ("DE",)),
    ("Deutschlandweit remote", ("DE",)),
    ("Homeoffice (bundesweit)", ("DE",)),
    ("100 % remote innerhalb Deutschlands", ("DE",)),
    ("Remote (EU)", ("EU",)),
    ("Work from home anywhere in the European Union", ("EU",)),
    ("Europaweit remote", ("EU",)),
    ("Remote (DACH)", ("DE", "AT", "CH")),
    ("Remote in Deutschland, Österreich und der Schweiz", ("DE", "AT", "CH")),
    ("Remote in Germany, Austria or Switzerland", ("DE", "AT", "CH")),
    ("Remote within Spain and Portugal", ("ES", "PT")),
    ("Fully remote, worldwide", ("worldwide",)),
    ("Weltweit remote arbeiten", ("worldwide",)),
    ("Anywhere in the world", ("worldwide",)),
    ("Überall auf der Welt", ("worldwide",)),
    ("You can work from anywhere in Europe.", ("EU",)),
    ("We are the best remote team in the world", ()),  # praise is no area
    ("Remote (US/Canada)", ("US", "CA")),
    ("Fully remote (UK only)", ("GB",)),
    ("REMOTE | POLAND", ("PL",)),
    ("Remote - Netherlands", ("NL",)),
    ("Germany/Remote", ("DE",)),
    ("Remote - Latin America", ("419",)),
    ("100 % remote, nicht außerhalb der EU", ("EU",)),
    ("Fully remote", ()),
    ("Remote-Support für Kunden in Frankreich, 100 % remote möglich", ()),
    ("Wir sind ein Unternehmen aus Frankreich und bieten Homeoffice", ()),
    ("Tell us about remote work", ()),  # "us" is no country
]


@pytest.mark.parametrize(("text", "area"), NAMED)
def test_areas(text: str, area: tuple[str, ...]) -> None:
    assert read_work_mode(text=text).area == area


@pytest.mark.parametrize(
    ("text", "area", "excluded"),
    [
        ("Remote weltweit außer Deutschland", ("worldwide",), ("DE",)),
        ("Work remotely from anywhere in the world except the US and Canada", ("worldwide",), ("US", "CA")),
        ("Remote in der EU, ausgenommen Polen", ("EU",), ("PL",)),
        ("Fully remote within Europe (excluding the UK)", ("EU",), ("GB",)),
        ("Remote in Germany or Spain, not available in France", ("DE", "ES"), ("FR",)),
        ("Remote in Deutschland, Österreich und der Schweiz, nicht in der Schweiz", ("DE", "AT"), ("CH",)),
    ],
)
def test_exclusions(text: str, area: tuple[str, ...], excluded: tuple[str, ...]) -> None:
    read = read_work_mode(text=text)
    assert (read.mode, read.area, read.excluded) == (WorkMode.REMOTE, area, excluded)


@pytest.mark.parametrize(
    ("line", "area"),
    [
        ("You must be based in Germany or Austria.", ("DE", "AT")),
        ("Candidates need to reside in the UK.", ("GB",)),
        ("Voraussetzung ist ein Wohnsitz in Deutschland.", ("DE",)),
        ("Du bist in der Schweiz wohnhaft.", ("CH",)),
        ("You live in Spain.", ("ES",)),
        ("Unser Hauptsitz liegt in Frankreich.", ()),
        ("We are a company based in France.", ()),
        ("Our customers are located in Italy.", ()),
        ("Wir liefern nach Polen.", ()),
    ],
)
def test_where_one_must_live_counts_for_remote_ads_only(line: str, area: tuple[str, ...]) -> None:
    assert read_work_mode(text=f"Wir arbeiten 100 % remote.\n{line}").area == area
    assert read_work_mode(text=line) == Remote()
    assert read_work_mode(text=f"Kein Homeoffice.\n{line}").area == ()


def test_fields_of_the_source_stand_above_the_text() -> None:
    read = read_work_mode(text="100 % remote in Deutschland", area=("AT", "CH"), excluded=("CH",))
    assert (read.area, read.excluded) == (("AT",), ("CH",))
    silent = read_work_mode(area=("AT",), excluded=("DE",))
    assert silent == Remote(area=("AT",), excluded=("DE",))


def test_names_are_whole_words_as_they_are_written() -> None:
    assert mark("Ask us about Omania, Malibu and Perugia") == ("Ask us about Omania, Malibu and Perugia", {})
    marked, meaning = mark("US and GERMANY, Deutschlands \ue000")
    assert list(meaning.values()) == [("US",), ("DE",), ("DE",)]
    assert marked == "{} and {}, {}  ".format(*meaning)


def test_many_names_in_one_line() -> None:
    cue = read_line("Remote in " + ", ".join(["Germany", "Spain"] * 100))
    assert cue is not None
    assert cue.area == ("DE", "ES")

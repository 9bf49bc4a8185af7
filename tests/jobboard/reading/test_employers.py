import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.reading.employers import employer_key, read_parent, split_legal_form


@pytest.mark.parametrize(
    ("name", "rest", "form"),
    [
        ("Musterwerke GmbH & Co. KG", "Musterwerke", "GmbH & Co. KG"),
        ("Musterwerke GmbH & Co.KG", "Musterwerke", "GmbH & Co. KG"),
        ("Muster gmbh & co kg", "Muster", "GmbH & Co. KG"),
        ("Gesellschaft für Daten mbH & Co. KG", "Gesellschaft für Daten", "mbH & Co. KG"),
        ("Gesellschaft für Daten mbH", "Gesellschaft für Daten", "mbH"),
        ("Kliniken Musterstadt gGmbH", "Kliniken Musterstadt", "gGmbH"),
        ("Muster gemeinnützige GmbH", "Muster", "gGmbH"),
        ("Stadtwerke Musterstadt AöR", "Stadtwerke Musterstadt", "AöR"),
        ("Muster SE & Co. KGaA", "Muster", "SE & Co. KGaA"),
        ("Muster SE", "Muster", "SE"),
        ("Sportverein Musterstadt e.V.", "Sportverein Musterstadt", "e. V."),
        ("Sportverein e. V. Musterstadt", "Sportverein Musterstadt", "e. V."),
        ("Musterbank eG", "Musterbank", "eG"),
        ("Muster UG (haftungsbeschränkt)", "Muster", "UG"),
        ("Muster e.K.", "Muster", "e. K."),
        ("Kanzlei Muster PartG mbB", "Kanzlei Muster", "PartG mbB"),
        ("Musterwerke AG Niederlassung Nord", "Musterwerke Niederlassung Nord", "AG"),
        ("MUSTER GMBH", "MUSTER", "GmbH"),
        ("Acme plc", "Acme", "plc"),
        ("Acme Ltd", "Acme", "Ltd."),
        ("Acme, Inc.", "Acme", "Inc."),
        ("Muster Stiftung", "Muster Stiftung", "Stiftung"),
        ("Stiftung Musterhaus", "Stiftung Musterhaus", "Stiftung"),
        # names, not forms
        ("AG", "AG", ""),
        ("SEW Muster", "SEW Muster", ""),
        ("Agentur für Muster", "Agentur für Muster", ""),
        ("Universität Musterstadt", "Universität Musterstadt", ""),
        ("", "", ""),
    ],
)
def test_names_and_forms(name: str, rest: str, form: str) -> None:
    assert split_legal_form(name) == (rest, form)


@pytest.mark.parametrize(
    "names",
    [
        (
            "Müller GmbH",
            "Mueller GmbH",
            "Muller",
            "MÜLLER AG",
            "Mu\u0308ller Deutschland GmbH",
            "Müller Gruppe",
            "Müller-Group",
        ),
        ("Muster-Werke GmbH", "Musterwerke", "Muster Werke AG"),
        ("M+S AG", "M & S", "M und S Aktiengesellschaft"),
        ("Groß GmbH", "Gross", "GROSS GMBH"),
        ("Café Muster", "Cafe Muster e.K."),
    ],
)
def test_spellings_of_one_employer(names: tuple[str, ...]) -> None:
    assert len({employer_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bauer AG", "Baur AG"), ("Neue Werke", "Nue Werke"), ("Muster Nord", "Muster Süd"), ("AG", "SE")],
)
def test_employers_that_are_not_one(one: str, other: str) -> None:
    assert employer_key(one) != employer_key(other)


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        ("Als ein Unternehmen der Muster Gruppe bieten wir viel.", "Muster Gruppe"),
        ("Die Werke GmbH ist eine hundertprozentige Tochtergesellschaft der Karl Muster GmbH. Gestalte mit!", "Karl Muster GmbH"),
        ("Sie ist eine 100%-ige Tochter der Muster Group AG mit Sitz in der Stadt", "Muster Group AG"),
        ("Wir gehören zur Muster-Gruppe.", "Muster-Gruppe"),
        ("Als Teil der globalen MUSTER DATA Gruppe", "MUSTER DATA Gruppe"),
        ("We are part of the Acme Group and grow.", "Acme Group"),
        ("a wholly owned subsidiary of Acme Holding", "Acme Holding"),
        # nobody's daughter
        ("Werden Sie Teil der Muster Group!", ""),
        ("Du bist Teil der Financial Institutions Group", ""),
        ("Sie betreuen unsere Tochtergesellschaften.", ""),
        ("Das gehört zu deinem Alltag in der Gruppe.", ""),
        ("eine Gesellschaft der Gruppe", ""),
    ],
)  # fmt: skip
def test_the_group_an_ad_names(text: str, parent: str) -> None:
    found, words = read_parent(text)
    assert found == parent
    assert bool(words) == bool(parent) and words in text


def test_an_employer_is_not_its_own_parent() -> None:
    assert read_parent("Als Teil der Muster Gruppe", "Muster GmbH") == ("", "")


@given(st.text(max_size=200))
def test_any_name_is_read(name: str) -> None:
    rest, form = split_legal_form(name)
    assert bool(rest) or not name.strip() or bool(form)
    assert employer_key(name) == employer_key(f" {name} ")
    read_parent(name)

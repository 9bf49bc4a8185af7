"""The names for the search are whole, each in its script, and none belongs to two occupations."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from alphabets import SCRIPTS, SIGNS

from index.analysis import STOPWORDS, words
from index.encoder import load_encoder
from index.glossary import LANGUAGES, read_glossary
from index.names import NAMES, read_names
from index.renderings import Renderings

TERMS, GLOSSARY = read_names(), read_glossary()


def rows() -> list[dict[str, str]]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_glossary_comes_first_with_more_names_of_its_own() -> None:
    assert len(TERMS) > len(GLOSSARY) and len(rows()) >= 140
    for ours, theirs in zip(TERMS, GLOSSARY, strict=False):
        assert ours.kind == theirs.kind
        for language in LANGUAGES:
            assert ours.forms[language][: len(theirs.forms[language])] == theirs.forms[language]


def test_every_row_belongs_to_an_occupation_or_is_one() -> None:
    heads = {term.forms["de"][0] for term in GLOSSARY if term.kind == "occupation"}
    for row in rows():
        assert row["name"] in heads or row["de"].split("|")[0] == row["name"]
    assert max(Counter(row["name"] for row in rows()).values()) == 1


def test_terms_of_their_own_are_named_in_every_language() -> None:
    for term in TERMS[len(GLOSSARY) :]:
        assert all(term.forms[language] for language in LANGUAGES), term


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_in_their_script_and_belong_to_one_occupation(language: str) -> None:
    _, may = SCRIPTS[language]
    forms = [form for term in TERMS if term.kind == "occupation" for form in term.forms[language]]
    assert [form for form, count in Counter(map(str.casefold, forms)).items() if count > 1] == []
    for row in rows():
        for form in filter(None, row[language].split("|")):
            assert form == " ".join(form.split()) and unicodedata.is_normalized("NFC", form)
            assert re.fullmatch(f"[{may}{SIGNS}]+", form), form


def test_reading_takes_another_file(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    header = ",".join(["name", *LANGUAGES])
    path.write_text(f"{header}\nPflegefachkraft,x1|x2{',' * 8}\nNeues,{','.join(['y'] * 9)}\n", "utf-8")
    terms = {term.forms["de"][0]: term for term in read_names(path)}
    assert terms["Pflegefachkraft"].forms["de"][-2:] == ("x1", "x2")
    assert terms["y"].forms == dict.fromkeys(LANGUAGES, ("y",))


@pytest.fixture(scope="module")
def renderings() -> Renderings:
    return Renderings.of(load_encoder(""), TERMS)


@pytest.mark.parametrize(
    ("query", "german"),
    [
        ("работа в офисе", "Bürokaufmann"), ("data science", "Data Scientist"), ("معلوماتي", "Fachinformatiker"),
        ("çağrı merkezi", "Callcenter-Agent"), ("księgowość", "Buchhalter"), ("dezvoltare software", "Softwareentwickler"),
    ],
)  # fmt: skip
def test_what_people_type_means_what_ads_write(renderings: Renderings, query: str, german: str) -> None:
    said = [word for word in words(query) if word not in STOPWORDS]
    row, sure = renderings.meant(load_encoder("").encode([query])[0], said)
    assert (TERMS[row].forms["de"][0], sure) == (german, 1.0)

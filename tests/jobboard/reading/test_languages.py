from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.posting import Level
from jobboard.reading.languages import language_code, read_languages, read_level, text_language


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("B2", Level.B2), ("b2", Level.B2), (" C1 ", Level.C1), ("mind. B1", Level.B1), ("A1+", Level.A1), ("Niveau C2", Level.C2),
        ("keine", Level.NONE), ("Kein", Level.NONE), ("none", Level.NONE), ("nicht nötig", Level.NONE), ("not required", Level.NONE),
        ("no", Level.NONE), ("fließend", Level.C1), ("fluent", Level.C1), ("verhandlungssicher", Level.C1), ("Muttersprache", Level.C2),
        ("native speaker", Level.C2), ("sehr gut", Level.C1), ("gute Kenntnisse", Level.B2), ("good", Level.B2),
        ("Grundkenntnisse", Level.A2), ("basic", Level.A2), ("nichts", None), ("D3", None), ("", None), ("Deutsch", None), ("?", None),
    ],
)  # fmt: skip
def test_levels_of_a_table(word: str, level: Level | None) -> None:
    assert read_level(word) is level


@pytest.mark.parametrize(
    ("text", "code"),
    [("Deutsch", "de"), ("German", "de"), ("Englisch B2", "en"), ("english", "en"), ("Französisch", "fr"), ("Türkisch", "tr"), ("Arabic", "ar"),
     ("Ukrainisch", "uk"), ("Klingonisch", ""), ("", ""), ("Germany", ""), ("erst Englisch, dann Deutsch", "en")],
)  # fmt: skip
def test_names_of_languages(text: str, code: str) -> None:
    assert language_code(text) == code


def found(text: str) -> dict[str, str | None]:
    return {need.language: need.level and need.level.value for need in read_languages(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sie sprechen fließend Deutsch in Wort und Schrift.", {"de": "C1"}),
        ("Deutschkenntnisse mindestens auf Niveau B2", {"de": "B2"}),
        ("Gute Deutschkenntnisse (B1)", {"de": "B1"}),
        ("Sehr gute Deutsch- und gute Englischkenntnisse", {"de": "C1", "en": "B2"}),
        ("Verhandlungssichere Englischkenntnisse", {"en": "C1"}),
        ("Fluent English and basic German skills", {"de": "A2", "en": "C1"}),
        ("English C1, German A2 level", {"de": "A2", "en": "C1"}),
        ("You have a good command of English.", {"en": "B2"}),
        ("German language skills at C1 level", {"de": "C1"}),
        ("No German required, our working language is English.", {"de": "none", "en": None}),
        ("German is not required.", {"de": "none"}),
        ("Deutschkenntnisse sind nicht erforderlich.", {"de": "none"}),
        ("Deutsch als Muttersprache oder vergleichbare Sprachkenntnisse", {"de": "C2"}),
        ("Sehr gute Deutsch- und Englischkenntnisse", {"de": "C1", "en": "C1"}),
        ("Sprachkenntnisse: Deutsch (gut), Englisch (sehr gut)", {"de": "B2", "en": "C1"}),
        ("Deutsch und Englisch fließend in Wort und Schrift", {"de": "C1", "en": "C1"}),
        ("Sehr gute deutsche und englische Sprachkenntnisse", {"de": "C1", "en": "C1"}),
        ("Fluency in English is required for daily communication.", {"en": "C1"}),
        # no need, but a wish
        ("Excellent English skills, German language skills are a bonus but not required", {"en": "C1"}),
        ("Languages: very good in English, German is helpful, but not mandatory", {"en": "C1"}),
        ("Gute Englischkenntnisse, Französisch von Vorteil", {"en": "B2"}),
        ("Language skills (German or French) are a strong advantage", {}),
        ("Englischkenntnisse sind von Vorteil.", {}),
        ("Französischkenntnisse wünschenswert", {}),
        ("Spanish language skills are a plus.", {}),
        # the country, the market, the breakfast
        ("Wir sind in ganz Deutschland tätig.", {}),
        ("Marktführer im deutschsprachigen Raum", {}),
        ("Deutsche Bahn Jobticket", {}),
        ("Wir sind ein deutsches Unternehmen.", {}),
        ("Führerschein der Klasse B2", {}),
        ("English breakfast every Friday", {}),
        ("", {}),
    ],
)
def test_what_an_ad_asks_for(text: str, expected: dict[str, str | None]) -> None:
    assert found(text) == expected


def test_german_comes_first_and_every_need_has_its_sentence() -> None:
    needs = read_languages("Wir suchen dich.\nFluent English (C1) is a must.\nDeutsch auf B1-Niveau genügt.")
    assert [(need.language, need.level, need.evidence) for need in needs] == [
        ("de", Level.B1, "Deutsch auf B1-Niveau genügt."),
        ("en", Level.C1, "Fluent English (C1) is a must."),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Wir suchen zum nächstmöglichen Zeitpunkt eine engagierte Pflegekraft für unser Haus.", "de"),
        ("We are looking for an engineer who likes to solve problems with others.", "en"),
        ("Nous recherchons une personne motivée pour rejoindre notre équipe à Paris.", "fr"),
        ("Buscamos una persona con experiencia en atención al cliente para nuestra oficina.", "es"),
        ("Шукаємо досвідченого інженера для роботи в нашій команді.", "uk"),
        ("نبحث عن مهندس ذو خبرة للانضمام إلى فريقنا في المدينة", "ar"),
    ],
)
def test_the_language_of_a_text(text: str, code: str) -> None:
    assert text_language(text) == code


@pytest.mark.parametrize(
    ("text", "code"), [("Marketing & Social Media Intern", "en"), ("BIM-Koordinator:in im Werk", "de"), ("Customer Success Engineer (m/w/d)", "de")]
)  # fmt: skip
def test_the_language_of_a_title(text: str, code: str) -> None:
    assert text_language(text) == code


@pytest.mark.parametrize("text", ["", "OK", "42 % 🙂", "Koch m w"])
def test_a_text_too_short_to_tell(text: str) -> None:
    assert text_language(text) == ""
    assert text_language(text, "de") == "de"


def test_many_threads_may_ask_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(text_language, ["Wir suchen eine Köchin für unsere neue Küche."] * 40))
    assert set(answers) == {"de"}


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    for need in read_languages(text):
        assert need.evidence in " ".join(text.split("\n")) or need.evidence
    read_level(text)
    language_code(text)

from conftest import draft

from jobboard.normalise import normalise
from jobboard.posting import Occupation, Skill
from jobboard.reading.classify import Classified, by_vocabulary

FOUND = Classified(Occupation(label="Musterbauer", uri="u", evidence="Muster"), (Skill(label="Musterkunde"),))


def test_the_core_names_its_own_skills_and_no_occupation() -> None:
    found = by_vocabulary("Entwickler Python", "mit SQL", "de")
    assert found.occupation is None
    assert [skill.label for skill in found.skills] == ["Python", "SQL"]


def test_a_posting_takes_what_the_classifier_says_of_its_clean_title_text_and_language() -> None:
    asked: list[tuple[str, str, str]] = []

    def classify(title: str, text: str, language: str) -> Classified:
        asked.append((title, text, language))
        return FOUND

    made = normalise(
        draft(title="Musterbauer/in (m/w/d)", description="<p>Wir bauen Muster.</p>"), "s", classify=classify
    )
    assert (made.occupation, made.skills) == (FOUND.occupation, FOUND.skills)
    (title, text, language) = asked[0]
    assert (title, language) == ("Musterbauer", "de") and "Wir bauen Muster." in text


def test_what_the_source_calls_the_occupation_stands_above_the_title() -> None:
    def classify(title: str, text: str, language: str) -> Classified:
        return Classified(Occupation(label=title.upper())) if title != "Unbekanntes" else Classified()

    made = normalise(draft(title="Musterbauer", occupation="Probenprüfer"), "s", classify=classify)
    assert made.occupation and made.occupation.label == "PROBENPRÜFER"
    made = normalise(draft(title="Musterbauer", occupation="Unbekanntes"), "s", classify=classify)
    assert made.occupation == Occupation(label="Unbekanntes")

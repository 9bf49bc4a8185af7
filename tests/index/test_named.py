"""What is named must stand in the text; the expected labels are ESCO's or our vocabulary's, written by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import Stems
from index.esco import shipped_esco, skill_label
from index.left_out import PHRASES, WORDS
from index.named import NamedSkills, label_stems, named_skills, phrase_key

READER = NamedSkills(shipped_esco())


def named(text: str, language: str = "de") -> dict[str, str]:
    return {skill.label: skill.evidence for skill in named_skills(READER, text, language)[0]}


@pytest.mark.parametrize(
    ("text", "language", "label", "evidence"),
    [
        ("Sie kennen Hydraulik und Pneumatik.", "de", "hydraulics", "Hydraulik"),
        (
            "die Erstellung von Jahresabschlüssen",
            "de",
            "prepare financial statements",
            "Erstellung von Jahresabschlüssen",
        ),
        ("Jahresabschlüsse erstellen", "de", "prepare financial statements", "Jahresabschlüsse erstellen"),
        ("Kenntnisse im Handelsrecht", "de", "trading law", "Handelsrecht"),
        ("im Bereich des Handelsrechts", "de", "trading law", "Handelsrechts"),
        ("Sie lesen technische Zeichnungen", "de", "technical drawings", "technische Zeichnungen"),
        ("Erfahrung mit technischen\nZeichnungen", "de", "technical drawings", None),
        ("vorausschauender Wartung", "de", "predictive maintenance", "vorausschauender Wartung"),
        ("Machine Learning im Team", "de", "Machine learning", "Machine Learning"),
        ("Erfahrung in der Buchführung", "de", "Accounting", "Buchführung"),
        ("Anforderungen: Reverse-Engineering", "de", "reverse engineering", "Reverse-Engineering"),
        ("Experience with market research", "en", "market research", "market research"),
        ("knowledge of embedded systems", "en", "embedded systems", "embedded systems"),
        ("supply chain management", "en", "Supply chain management", "supply chain"),
        ("SQL Server, COBOL", "en", "COBOL", "COBOL"),
        # no skills: other words of the same stem, words on both sides of a comma, words every ad uses
        ("ein hydraulisches System", "de", "hydraulics", None),
        ("Projektmanager und Kunden, Berater", "de", "advise customers", None),
        ("Unsere Werte: Energie und Sprachen", "de", "energy", None),
        ("Getränke, Obst und Yoga", "de", "yoga", None),
        ("management and staff", "en", "manage staff", None),
        ("the product is under control", "en", "control production", None),
        ("pregnancy, religion and age", "en", "pregnancy", None),
        ("Wir lesen gern", "de", "technical drawings", None),
        ("Gute Deutschkenntnisse", "de", "German", None),
    ],
)
def test_a_skill_is_named_in_the_words_of_the_text(text: str, language: str, label: str, evidence: str | None) -> None:
    assert named(text, language).get(label) == evidence


def test_our_vocabulary_comes_first_and_a_concept_is_named_once() -> None:
    found, numbers = named_skills(READER, "Python, Projektmanagement, Projektleitung, Statistik und Hydraulik", "de")
    labels = [skill.label for skill in found]
    assert labels[:3] == ["Python", "Project management", "Statistics"] and "hydraulics" in labels
    uris = [skill.uri for skill in found if skill.uri]
    assert len(set(uris)) == len(uris) and len(set(labels)) == len(labels)
    assert {READER.concepts[number].uri for number in numbers} <= {concept.uri for concept in READER.concepts}


def test_words_left_out_stay_out() -> None:
    stems = Stems()
    for word in WORDS:
        assert not [hit for hit in READER.find(word.title(), "de") if hit.single], word
        assert not [hit for hit in READER.find(word, "en") if hit.single], word
    for phrase in PHRASES:
        for language in ("de", "en"):
            marks = label_stems(phrase, language, stems)
            assert phrase_key([0] * len(marks)) not in READER._keys
            assert not [hit for hit in READER.find(phrase, language) if hit.end == len(phrase) and hit.start == 0], (
                phrase
            )


def test_labels_in_both_languages() -> None:
    assert (skill_label("hydraulics", "de"), skill_label("hydraulics", "en")) == ("Hydraulik", "hydraulics")
    assert skill_label("Accounting", "de") == "Buchhaltung"
    assert skill_label("no such skill", "de") == "no such skill"


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet="abcäöüßÄİé -\n,.0/&Hydraulik Jahresabschlüsse erstellen", max_size=300),
    st.sampled_from(["de", "en"]),
)
def test_evidence_is_always_in_the_text(text: str, language: str) -> None:
    for skill in named_skills(READER, text, language)[0]:
        assert " ".join(skill.evidence.split()) in " ".join(text.split())


@pytest.mark.parametrize(
    "text", ["", "🎉" * 1000, "x" * 200_000, "Hydraulik " * 20_000, "-" * 50_000, "\ud800 Hydraulik"]
)
def test_strange_texts_are_read(text: str) -> None:
    found = named(text)
    assert set(found) == ({"hydraulics"} if "Hydraulik" in text else set())

"""From words to terms: a table of spellings, and that documents and queries meet."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import load_encoder
from index.analysis import STOPWORDS, Analyser, Compounds, Stems, bare, fold, word_frequencies, words

CORPUS = (
    "software entwicklung pflege dienst kunden beratung arbeit vertrag personal planung verwaltung haus meister"
    " buchhaltung kranken sachbearbeitung system administration technik"
).split()
LANGUAGES = ["de", "en", "fr", "es", "it", "ru", "ro", "tr", "ar", "nl", "pt", "pl", "uk", "fa", "xx", ""]


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(Compounds(dict.fromkeys(CORPUS, 5)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Entwickler*innen", "entwickler"),
        ("Entwickler:in", "entwickler"),
        ("Entwickler_in", "entwickler"),
        ("Entwickler/-in", "entwickler"),
        ("Entwickler/in", "entwickler"),
        ("Entwickler(in)", "entwickler"),
        ("Entwickler·innen", "entwickler"),
        ("Sachbearbeiter:in (m/w/d)", "sachbearbeiter"),
        ("Sachbearbeiter (w/m/x) (gn)", "sachbearbeiter"),
        ("Engineer (all genders)", "engineer"),
        ("Kaufmännische:r Mitarbeiter:in", "kaufmännische mitarbeiter"),
        ("Verein in Berlin", "verein in berlin"),
        ("C++ C# .NET C/C++ F#", "c++ c# .net c c++ f#"),
        ("C++17, ASP.NET; Node.js", "c++ 17 asp .net node js"),
        ("Abitur+ 4+ Jahre a+b", "abitur 4 jahre a b"),
        ("Team.Wir", "team wir"),
        ("www.stadt.example/jobs", "www stadt example jobs"),
        ("R&D, E-Mail, 24/7", "r d e mail 24 7"),
        ("soft\u00adware zero\u200bwidth", "software zerowidth"),
        ("ＩＴ－Leiter ﬁnden", "it leiter finden"),
        ("İSTANBUL Işık", "istanbul isik"),
        ("مُهَنْدِس الإدارة كتـــاب", "مهندس الاداره كتاب"),
        ("ёлка Ґанок", "елка ганок"),
        ("می‌خواهم کار", "ميخواهم كار"),
        ("snake_case", "snake case"),
        ("", ""),
        ("!?…", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert " ".join(bare(word) for word in words(text)) == " ".join(bare(word) for word in expected.split())


@pytest.mark.parametrize(
    "spellings",
    [
        "Verkäufer Verkaeufer Verkaufer VERKÄUFER Verkäuferin Verkäuferinnen",
        "Köln Koeln Koln",
        "Straße Strasse STRASSE Straßen",
        "Müller Mueller Muller",
        "Jurist Juristin Juristinnen Juristen",
        "Arzt Ärztin Ärztinnen Ärzte Aerztin",
        "Ingenieur Ingenieurin Ingenieure",
        "Entwickler Entwicklerin Entwicklung",
        "Pflege pflegen Pfleger Pflegerin",
        "Reinigungskraft Reinigungskräfte",
    ],
)
def test_spellings_and_forms_share_one_german_stem(spellings: str) -> None:
    stems = Stems()
    assert len({stems.stem(word, "de") for word in words(spellings)}) == 1


@pytest.mark.parametrize("pair", ["Termin Term", "Benzin Benz", "Martin Marter", "beginnen beg", "Verein Vere"])
def test_words_that_only_end_like_a_female_form(pair: str) -> None:
    stems = Stems()
    assert len({stems.stem(word, "de") for word in words(pair)}) == 2


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("softwareentwicklung", ("software", "entwicklung")),
        ("kundenberatung", ("kunden", "beratung")),
        ("arbeitsvertrag", ("arbeit", "vertrag")),
        ("personalentwicklungsplanung", ("personal", "entwicklung", "planung")),
        ("krankenhausverwaltung", ("kranken", "haus", "verwaltung")),
        ("hausmeisterdienst", ("haus", "meister", "dienst")),
        ("entwicklung", ()),
        ("softwareunbekannt", ()),
        ("hausxyz", ()),
        ("24stundendienst", ()),
        ("", ()),
    ],
)
def test_compounds(word: str, parts: tuple[str, ...]) -> None:
    assert Compounds(dict.fromkeys(CORPUS, 5)).parts(word) == parts


def test_of_two_splits_the_one_of_more_frequent_parts_wins() -> None:
    assert Compounds({"stau": 9, "becken": 9, "staub": 1, "ecken": 1}).parts("staubecken") == ("stau", "becken")
    assert Compounds({"stau": 1, "becken": 1, "staub": 9, "ecken": 9}).parts("staubecken") == ("staub", "ecken")


@pytest.mark.parametrize(
    ("query", "document", "language"),
    [
        ("Entwicklung", "Softwareentwicklung mit Python", "de"),
        ("Softwareentwicklung", "Wir machen Entwicklung von Software", "de"),
        ("softwareentwickler", "Softwareentwickler*innen gesucht", "de"),
        ("Pfleger", "Unser Pflegedienst", "de"),
        ("buero", "Büro", "de"),
        ("Büro", "Buero", "de"),
        ("Juristin", "Jurist (m/w/d)", "de"),
        ("Jurist", "Juristin oder Jurist", "de"),
        ("nurses", "A nurse is wanted", "en"),
        ("IT", "IT support", "en"),
        ("c++", "C++17", "en"),
        (".net", "ASP.NET", "en"),
        ("работы", "работа дома", "ru"),
        ("المهندس", "مهندسين", "ar"),
        ("ingénieurs", "ingénieur", "fr"),
        ("ingeniería", "ingenierías", "es"),
        ("розробник", "РОЗРОБНИК", "uk"),
    ],
)
def test_a_query_word_finds_a_document_with_another_form(
    analyser: Analyser, query: str, document: str, language: str
) -> None:
    held = set(analyser.document_terms(document, language))
    asked = analyser.query_terms(query, ("de", "en", language))
    assert asked and all(held & set(form.terms) for form in asked.values())


def test_english_words_are_not_split() -> None:
    splitter = Analyser(Compounds({"home": 3, "work": 3}))
    assert splitter.document_terms("homework", "en") == ["homework"]
    assert splitter.document_terms("homework", "de") == ["homework", "hom", "work"]


def test_words_that_only_join_are_not_asked_for(analyser: Analyser) -> None:
    assert analyser.query_terms("wie ist das in der Stadt, and what is a town على").keys() == {"stadt", "town"}
    assert words("der die das") == ["der", "die", "das"]


def test_a_part_is_named_once_and_never_as_the_whole(analyser: Analyser) -> None:
    form = analyser.query_terms("Entwicklungssoftwareentwicklung")["entwicklungssoftwareentwicklung"]
    assert form.parts == ("entwickl", "softwar")
    assert not set(form.parts) & set(form.whole)
    assert form.terms == form.whole + form.parts


def test_frequencies_count_texts_not_words() -> None:
    assert word_frequencies(["Haus Haus Hof", "Haus"]) == {"haus": 2, "hof": 1}


def test_accents_go_and_letters_stay() -> None:
    assert bare("größe çà йе") == "grosse ca ие"
    assert fold("Größe") == "größe"


@given(st.text(alphabet=st.characters()), st.sampled_from(LANGUAGES))
def test_any_text_can_be_read_and_finds_itself(text: str, language: str) -> None:
    analyser = Analyser(Compounds(dict.fromkeys(CORPUS, 5)))
    held = set(analyser.document_terms(text, language))
    for word, form in analyser.query_terms(text, ("de", "en", language or "de")).items():
        assert word not in STOPWORDS
        assert held & set(form.whole)


@given(
    st.lists(
        st.sampled_from(["c", "Lehrer", "in", "Ärzt", "e", "r", "1", "ı", "²", *",.;!?:*_+#-()/ "]), max_size=4
    ).map("".join)
)
@example("Lehrerin:")
@example("Lehrerin.")
def test_a_single_word_is_read_as_among_others(text: str) -> None:
    assert words(text) == words(f" {text}")


@given(
    st.lists(
        st.sampled_from([*CORPUS, "s", "en", "in", "*", ":", "(", ")", "/", "-", "ß", "ÄÖ", "c++", " "]), max_size=12
    ).map("".join)
)
def test_wild_compounds_can_be_read(text: str) -> None:
    analyser = Analyser(Compounds(dict.fromkeys(CORPUS, 5)))
    for word in words(text):
        parts = analyser.compounds.parts(word)
        assert len("".join(parts)) <= len(bare(word))
        assert all(part in analyser.compounds.frequencies for part in parts)


def test_a_very_long_word_is_read(analyser: Analyser) -> None:
    assert analyser.document_terms("software" * 2000, "de")[0].startswith("software")


def test_the_models_words_split_compounds_of_a_small_corpus() -> None:
    splitter = Analyser(Compounds(dict.fromkeys((word for word in load_encoder().vocabulary() if len(word) > 4), 1)))
    whole, *parts = splitter.document_terms("Softwareentwicklung", "de")
    assert whole == "softwareentwickl"
    assert parts == splitter.document_terms("Software Entwicklung", "de")

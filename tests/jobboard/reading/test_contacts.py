import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.posting import Contact
from jobboard.reading.contacts import read_contact


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("Für Rückfragen steht Ihnen Erika Mustermann gerne unter 0999 123456 zur Verfügung.", Contact(name="Erika Mustermann", phone="0999 123456")),
        ("Dein Kontakt Frau Kim Verena Muster", Contact(name="Kim Verena Muster")),
        ("Ansprechpartner: Max Mustermann\nTel.: +49 999 1234-567\nmax@muster.example", Contact(name="Max Mustermann", email="max@muster.example", phone="+49 999 1234-567")),
        ("Kontakt:\nMax Mustermann\nPersonalabteilung", Contact(name="Max Mustermann")),
        ("Bei Fragen wenden Sie sich bitte an Frau Dr. Muster (Tel. 0999/1234567).", Contact(name="Dr. Muster", phone="0999/1234567")),
        ("If you have questions, please contact Jane Doe at jane@acme.example", Contact(name="Jane Doe", email="jane@acme.example")),
        ("Your Contact Person Lena Muster", Contact(name="Lena Muster")),
        ("Fachliche Auskünfte erteilt Herr Prof. Dr. Karl Muster, Tel. 0999 804-1234", Contact(name="Prof. Dr. Karl Muster", phone="0999 804-1234")),
        ("Kontakt: bewerbung@muster.example", Contact(email="bewerbung@muster.example")),
        # the job itself, an address without a phrase, a phrase without a person
        ("Du bist Ansprechpartner für unsere Kunden", None), ("Erster Ansprechpartner für Lieferanten ist Max Mustermann", None), ("info@muster.example", None),
        ("Für Fragen stehen Ihnen Ihre persönlichen Ansprechpartnerinnen zur Verfügung", None), ("Kontakt zu Kunden\nBeratung Verkauf", None), ("Max Mustermann, Geschäftsführer", None),
        ("", None),
    ],
)  # fmt: skip
def test_whom_an_ad_names(text: str, contact: Contact | None) -> None:
    found, words = read_contact(text)
    assert found == contact
    assert bool(words) == (contact is not None)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    contact, _ = read_contact(text)
    assert contact is None or contact != Contact()

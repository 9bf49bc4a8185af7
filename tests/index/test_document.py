"""What of a posting is indexed."""

from collections.abc import Callable

from index import Document
from index.document import document_of
from jobboard.posting import JobPosting, Place


def test_the_headline_counts_several_times() -> None:
    document = Document("1", "Bäcker", "Brot backen", "de")
    assert document.lexical_text.split("\n") == ["Bäcker", "Bäcker", "Bäcker", "Brot backen"]


def test_everything_a_person_may_search_for_is_in_the_text(make_posting: Callable[..., JobPosting]) -> None:
    posting = make_posting(
        title="Fachkraft Lohn (m/w/d)",
        occupation="Lohnbuchhalter/in",
        industry="Verwaltung",
        description="<p>Sie rechnen mit <b>DATEV</b> ab.</p>",
        places=(Place(name="99001 Musterstadt"), Place(name="Übungsdorf")),
    )
    document = document_of(posting)
    assert document.id == posting.id
    assert document.headline == "Fachkraft Lohn, Lohnbuchhalter/in"
    for word in ("Probewerk GmbH", "Musterstadt", "Übungsdorf", "Verwaltung", "Sie rechnen mit DATEV ab."):
        assert word in document.body
    assert "<b>" not in document.body


def test_an_occupation_that_the_title_says_is_not_said_twice(make_posting: Callable[..., JobPosting]) -> None:
    posting = make_posting(title="Senior softwareentwickler Python", occupation="Softwareentwickler")
    assert document_of(posting).headline == posting.title_clean
    assert document_of(make_posting(title="Köchin")).headline == "Köchin"

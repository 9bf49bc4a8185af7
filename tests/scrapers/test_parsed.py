from datetime import date

from jobboard.posting import Draft, Place, Salary, WorkMode
from scrapers.parsed import merge, merge_all, tell_apart

ROW = Draft(
    source_ref="1",
    title="Stelle",
    employer="Musterwerk",
    places=(Place(name="Musterstadt"),),
    date_posted=date(2026, 9, 1),
    remote_flag=WorkMode.HYBRID,
    fixed_term=True,
    salary=Salary(grade="E 8"),
    description_is_html=False,
)


def test_the_later_reading_wins_where_it_says_something() -> None:
    detail = Draft(
        source_ref="1",
        title="Stelle (m/w/d)",
        description="<p>Text</p>",
        fixed_term=False,
        apply_url="https://a.example",
    )
    both = merge(ROW, detail)
    assert (both.title, both.description, both.apply_url, both.fixed_term) == (
        "Stelle (m/w/d)",
        "<p>Text</p>",
        "https://a.example",
        False,
    )
    assert both.description_is_html
    for name in ("employer", "places", "date_posted", "remote_flag", "salary"):
        assert getattr(both, name) == getattr(ROW, name), name


def test_an_empty_reading_changes_nothing() -> None:
    text = ROW.model_copy(update={"description": "Text"})
    assert merge(text, Draft(source_ref="1", title="")) == text


def test_a_draft_merged_with_itself_is_itself() -> None:
    assert merge(ROW, ROW) == ROW


def test_each_reference_once_in_order() -> None:
    drafts = [Draft(source_ref=ref, title=title) for ref, title in (("b", "1"), ("a", "2"), ("b", "3"))]
    assert [(draft.source_ref, draft.title) for draft in merge_all(drafts)] == [("b", "3"), ("a", "2")]


def test_pages_that_share_a_reference_are_told_apart_by_their_address() -> None:
    pages = [
        Draft(source_ref="R", title=url, url=url)
        for url in ("https://a.example/de", "https://a.example/en", "https://a.example/de")
    ]
    assert [draft.source_ref for draft in tell_apart(pages)] == ["https://a.example/de", "https://a.example/en"]
    assert [draft.source_ref for draft in tell_apart(pages[:1])] == ["R"]

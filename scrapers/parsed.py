"""What did an adapter read? Drafts, what to fetch next, and how drafts of one and the same posting become one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from jobboard.posting import Draft
from scrapers.answer import Answer

Params = Mapping[str, str | int | float | bool]


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request to make.

    `ref` names the posting whose own page it is: the source_ref of the list row that led here, or the page's address.
    Without one it is a page of many, such as a list. `hint` comes back with the answer, for a pure adapter to read.
    """

    url: str
    method: str = "GET"
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    ref: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one answer holds.

    `total` is how many postings the source says it has. `gaps` say what is surely missing: a source with gaps is
    never complete. `notes` are worth telling, no more. `tenant` is the name a source goes by in its address: a weak
    employer's name, for those who know none better.
    """

    drafts: tuple[Draft, ...] = ()
    follow: tuple[Fetch, ...] = ()
    total: int | None = None
    notes: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    tenant: str = ""


def _no_hosts(_url: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Adapter:
    """One career system: how to know its answers, read them, and where to begin.

    `matches` rates an answer from 0 to 100; `parse` raises UnreadableAnswer and nothing else; `hosts` are the system's
    own hosts beside the source's. With `pages`, each posting has a page of its own: a page that is gone is a posting
    that is over, and two pages are two postings even if they give the same reference.
    """

    name: str
    looks_for: str
    matches: Callable[[Answer], int]
    parse: Callable[[Answer], Parsed]
    start: Callable[[str, Params], tuple[Fetch, ...]]
    hosts: Callable[[str], tuple[str, ...]] = field(default=_no_hosts)
    pages: bool = False


def merge(old: Draft, new: Draft) -> Draft:
    """One draft of two readings of the same posting: what the later one leaves empty stays as it was."""
    values = {name: getattr(old, name) for name in Draft.model_fields}
    for name in Draft.model_fields:
        if getattr(new, name) not in (None, "", ()):
            values[name] = getattr(new, name)
    values["description_is_html"] = new.description_is_html if new.description else old.description_is_html
    values["remote_declared"] = old.remote_declared or new.remote_declared
    return Draft(**values)


def merge_all(drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts with each source_ref once, in the order of first appearance."""
    merged: dict[str, Draft] = {}
    for draft in drafts:
        known = merged.get(draft.source_ref)
        merged[draft.source_ref] = merge(known, draft) if known else draft
    return list(merged.values())


def tell_apart(drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts of pages with each posting once; pages that share a reference are told apart by their address.

    Language twins of one requisition carry one identifier, and some sites write the same identifier on every page.
    """
    by_ref: dict[str, dict[str, Draft]] = {}
    for draft in drafts:
        pages = by_ref.setdefault(draft.source_ref, {})
        known = pages.get(draft.url)
        pages[draft.url] = merge(known, draft) if known else draft
    told: list[Draft] = []
    for pages in by_ref.values():
        told += [
            draft if len(pages) == 1 else draft.model_copy(update={"source_ref": url or draft.source_ref})
            for url, draft in pages.items()
        ]
    return told

"""From a source's draft to a posting: every field read by the rules of `jobboard.reading`, each with its evidence."""

import re

from jobboard import html
from jobboard.places import Gazetteer, is_no_place
from jobboard.posting import Draft, EmploymentType, JobPosting, Occupation, Permission, Place, posting_id
from jobboard.reading import contract, languages, pay, skills, titles, workmode
from jobboard.reading.dates import real_deadline

TITLE_LENGTH, TEXT_LENGTH = 300, 60_000


def normalise(
    draft: Draft,
    source: str,
    *,
    gazetteer: Gazetteer | None = None,
    permission: Permission = Permission.GRANTED,
    demo: bool = False,
) -> JobPosting:
    """The posting a draft means. Pure: the same draft gives the same posting on any day and machine."""
    title = html.one_line(draft.title)[:TITLE_LENGTH]
    markup, text = _description(draft)
    places = tuple(dict.fromkeys(_place(place, gazetteer) for place in draft.places))
    language = _language(draft.language) or languages.text_language(f"{title}\n{text}")
    remote = workmode.read_work_mode(
        title=title,
        text=text,
        places=[place.name for place in draft.places],
        note=draft.remote_note,
        flag=draft.remote_flag,
        declared=draft.remote_declared,
        days=draft.remote_days,
        area=draft.remote_area,
    )
    words = " ".join(draft.employment)
    types = contract.read_types(draft.employment)
    if not types or types == (EmploymentType.OTHER,):
        types = contract.types_of_text(title, text) or types
    term = draft.fixed_term if draft.fixed_term is not None else contract.read_fixed_term(words)
    if term is None:
        term = contract.read_fixed_term(f"{title}\n{text}")
    reference = _plain(draft.source_ref) or _plain(draft.url)
    return JobPosting(
        id=posting_id(source, reference),
        source=source,
        source_ref=reference,
        url=_address(draft.url),
        apply_url=_address(draft.apply_url),
        apply_email=_plain(draft.apply_email),
        title=title,
        title_clean=titles.clean_title(title),
        employer=html.one_line(draft.employer),
        industry=html.one_line(draft.industry),
        description_html=markup,
        description_text=text,
        language=language,
        places=places,
        remote=remote,
        employment_types=types,
        weekly_hours=draft.weekly_hours if draft.weekly_hours is not None else contract.read_weekly_hours(text),
        fixed_term=term,
        salary=draft.salary or pay.read_pay(f"{title}\n{text}"),
        language_requirements=draft.language_requirements or languages.read_languages(text),
        skills=skills.read_skills(f"{title}\n{text}"),
        occupation=Occupation(label=html.one_line(draft.occupation)) if draft.occupation else None,
        experience=html.one_line(draft.experience),
        visa_support=draft.visa_support,
        date_posted=draft.date_posted,
        valid_through=real_deadline(draft.valid_through, draft.date_posted),
        permission=permission,
        demo=demo,
    )


def _plain(text: str) -> str:
    """A reference or an address: its characters, without those that no store takes."""
    return html.tidy(text).replace("\n", " ")


def _address(text: str) -> str:
    """A web address; nothing else may become a link."""
    address = _plain(text)
    return address if re.match(r"https?://[^/]", address, re.IGNORECASE) else ""


def _language(word: str) -> str:
    """ISO 639-1 of "de", "de-DE", "Deutsch" or "German"."""
    code = re.fullmatch(r"([a-z]{2})(?:[-_].*)?", word.strip().lower())
    return code[1] if code else languages.language_code(word)


def _description(draft: Draft) -> tuple[str, str]:
    raw = draft.description[: 4 * TEXT_LENGTH]
    if draft.description_is_html or html.looks_like_html(raw):
        markup = html.sanitise(html.unescape_twice(raw))
        return markup, html.to_text(markup)[:TEXT_LENGTH]
    text = html.tidy(raw)[:TEXT_LENGTH]
    return html.from_text(raw), text


def _place(place: Place, gazetteer: Gazetteer | None) -> Place:
    words = {name: html.one_line(value) for name, value in place if isinstance(value, str)}
    words["name"] = words["name"] or words["locality"] or words["country"]
    place = place.model_copy(update=words)
    return gazetteer.resolve(place) if gazetteer and not is_no_place(place.name) else place

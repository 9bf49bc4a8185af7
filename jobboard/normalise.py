"""From a source's draft to a posting: every field read by the rules of `jobboard.reading`, each with its evidence."""

import re
from collections.abc import Callable
from typing import Any

from jobboard import html
from jobboard.places import Gazetteer, fold_place, is_no_place
from jobboard.posting import (
    Contact,
    Draft,
    EmploymentType,
    JobPosting,
    Occupation,
    Permission,
    Place,
    Remote,
    Salary,
    posting_id,
)
from jobboard.reading import (
    contacts,
    contract,
    education,
    employers,
    experience,
    languages,
    locations,
    pay,
    professions,
    start,
    support,
    tariffs,
    titles,
    workmode,
)
from jobboard.reading.classify import Classify, by_vocabulary
from jobboard.reading.dates import real_deadline
from jobboard.reading.lines import plain

TITLE_LENGTH, TEXT_LENGTH = 300, 60_000


def normalise(
    draft: Draft,
    source: str,
    *,
    gazetteer: Gazetteer | None = None,
    permission: Permission = Permission.GRANTED,
    demo: bool = False,
    classify: Classify = by_vocabulary,
) -> JobPosting:
    """The posting a draft means. Pure: the same draft gives the same posting on any day and machine.

    What the source says in fields of its own stands above what is read from the text.
    """
    title = html.one_line(draft.title)[:TITLE_LENGTH]
    markup, text = _description(draft)
    prose = plain(text)
    evidence: dict[str, str] = {}
    places = _places(draft, prose, gazetteer, evidence)
    heading = titles.read_title(title, _namer(places, gazetteer))
    language = _language(draft.language) or languages.text_language(f"{title}\n{text}")
    found = classify(heading.clean, prose, language)
    reference = _plain(draft.source_ref) or _plain(draft.url)
    return JobPosting(
        id=posting_id(source, reference),
        source=source,
        source_ref=reference,
        url=_address(draft.url),
        apply_url=_address(draft.apply_url),
        apply_email=_plain(draft.apply_email),
        title=title,
        title_clean=heading.clean,
        title_aside=heading.aside,
        requisition=html.one_line(draft.requisition),
        industry=html.one_line(draft.industry),
        description_html=markup,
        description_text=text,
        language=language,
        places=places,
        remote=_remote(draft, title, text),
        salary=_salary(draft, title, prose),
        language_requirements=draft.language_requirements or languages.read_languages(prose),
        skills=found.skills,
        occupation=_occupation(draft, language, classify) or found.occupation,
        date_posted=draft.date_posted,
        permission=permission,
        demo=demo,
        **_employer(draft, prose, evidence),
        **_contract(draft, title, prose, evidence),
        **_demands(draft, heading.clean, prose, evidence),
        **_dates(draft, prose, evidence),
        **_offers(draft, prose, evidence),
        evidence=evidence,
    )


def _remote(draft: Draft, title: str, text: str) -> Remote:
    return workmode.read_work_mode(
        title=title,
        text=text,
        places=[place.name for place in draft.places],
        note=draft.remote_note,
        flag=draft.remote_flag,
        declared=draft.remote_declared,
        days=draft.remote_days,
        area=draft.remote_area,
        excluded=draft.remote_excluded,
    )


def _salary(draft: Draft, title: str, text: str) -> Salary | None:
    """What the source states; a bare tariff grade of its own has the amounts of the pay table."""
    stated = draft.salary
    if stated is None:
        return pay.titled_pay(title) or pay.read_pay(f"{title}\n{text}", draft.date_posted)
    if stated.min is None and stated.max is None and (grade := tariffs.read_grade(stated.grade)):
        paid = tariffs.tariff_pay(grade, draft.date_posted)
        return paid.model_copy(update={"grade": stated.grade, "evidence": stated.evidence or stated.grade})
    return stated


def _occupation(draft: Draft, language: str, classify: Classify) -> Occupation | None:
    """What the source itself calls the occupation, with its ESCO concept where that is known."""
    words = html.one_line(draft.occupation)
    return (classify(words, "", language).occupation or Occupation(label=words)) if words else None


def _employer(draft: Draft, text: str, evidence: dict[str, str]) -> dict[str, Any]:
    name = html.one_line(draft.employer)
    form = employers.split_legal_form(name)[1]
    parent, words = employers.read_parent(text, name)
    _note(evidence, employer_legal_form=name if form else "", employer_parent=words)
    return {"employer": name, "employer_legal_form": form, "employer_parent": parent}


def _contract(draft: Draft, title: str, text: str, evidence: dict[str, str]) -> dict[str, Any]:
    types, said = contract.read_types(draft.employment), "; ".join(draft.employment)
    if not types or types == (EmploymentType.OTHER,):
        read, words = contract.types_in(title, text)
        types, said = (read, words) if read else (types, said)
    term, term_words = draft.fixed_term, ""
    for source in ("; ".join(draft.employment), f"{title}\n{text}"):
        if term is None:
            term, term_words = contract.read_term(source)
    hours = contract.Hours(draft.weekly_hours) if draft.weekly_hours is not None else contract.read_hours(text)
    _note(evidence, employment_types=said, fixed_term=term_words, weekly_hours=hours.words)
    return {"employment_types": types, "fixed_term": term, "weekly_hours": hours.high, "weekly_hours_min": hours.low}


def _demands(draft: Draft, title: str, text: str, evidence: dict[str, str]) -> dict[str, Any]:
    words = html.one_line(draft.experience)
    asked = experience.Experience(words, experience.years_of(words)) if words else experience.read_experience(text)
    level, level_words = education.level_of(draft.education), html.one_line(draft.education)
    if level is None:
        level, level_words = education.read_education(text)
    profession, profession_words = professions.read_profession(title)
    _note(evidence, experience=asked.words, education=level_words, regulated_profession=profession_words)
    return {
        "experience": asked.words,
        "experience_years": asked.years,
        "education": level.value if level else "",
        "regulated_profession": profession,
    }


def _dates(draft: Draft, text: str, evidence: dict[str, str]) -> dict[str, Any]:
    begins, begin_words = start.start_of(draft.start), html.one_line(draft.start)
    if not begins:
        begins, begin_words = start.read_start(text, draft.date_posted)
    closes, close_words = real_deadline(draft.valid_through, draft.date_posted), ""
    if closes is None:
        closes, close_words = start.read_deadline(text, draft.date_posted)
    _note(evidence, start=begin_words, valid_through=close_words)
    return {"start": begins, "valid_through": closes}


def _offers(draft: Draft, text: str, evidence: dict[str, str]) -> dict[str, Any]:
    contact, words = (_contact(draft.contact), "") if draft.contact else contacts.read_contact(text)
    offers: dict[str, Any] = {"contact": contact}
    _note(evidence, contact=words)
    read = support.read_support(text)
    for field, subject, stated in (
        ("visa_support", "visa", draft.visa_support),
        ("relocation_support", "move", draft.relocation_support),
    ):
        value, words = (stated, "") if stated is not None else read.get(subject, (None, ""))
        offers[field] = value
        _note(evidence, **{field: words})
    return offers


def _note(evidence: dict[str, str], **words: str) -> None:
    """Keep the words a field was read from."""
    evidence.update({field: said for field, said in words.items() if said})


def _contact(stated: Contact) -> Contact | None:
    contact = Contact(
        name=html.one_line(stated.name), email=_plain(stated.email).strip(), phone=html.one_line(stated.phone)
    )
    return contact if contact != Contact() else None


def _namer(places: tuple[Place, ...], gazetteer: Gazetteer | None) -> Callable[[str], bool]:
    """Says whether words name a place of this posting, or one that the region knows."""
    names = {
        fold_place(part) for place in places for part in (place.name, place.locality, *place.name.split(",")) if part
    }

    def is_place(words: str) -> bool:
        folded = fold_place(words)
        return bool(folded) and (folded in names or _knows(gazetteer, words))

    return is_place


def _knows(gazetteer: Gazetteer | None, words: str) -> bool:
    return gazetteer is not None and bool(re.search(r"[^\W\d]", words)) and gazetteer.find(words) is not None


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


def _places(draft: Draft, text: str, gazetteer: Gazetteer | None, evidence: dict[str, str]) -> tuple[Place, ...]:
    if draft.places:
        return tuple(dict.fromkeys(_place(place, gazetteer) for place in draft.places))
    text = f"{html.one_line(draft.title)}\n{text}"
    read = locations.read_locations(text, lambda words: _knows(gazetteer, words))
    _note(evidence, places="; ".join(dict.fromkeys(words for _, words in read)))
    return tuple(dict.fromkeys(_place(Place(name=name), gazetteer) for name, _ in read))


def _place(place: Place, gazetteer: Gazetteer | None) -> Place:
    words = {name: html.one_line(value) for name, value in place if isinstance(value, str)}
    words["name"] = words["name"] or words["locality"] or words["country"]
    place = place.model_copy(update=words)
    return gazetteer.resolve(place) if gazetteer and not is_no_place(place.name) else place

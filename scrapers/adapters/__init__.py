"""Who reads which answer? The table of adapters, and how a file finds its own."""

from jobboard.posting import Draft
from scrapers.adapters import (
    arbeitnow,
    ashby,
    bamboohr,
    beesite,
    bite,
    concludis,
    dvinci,
    eightfold,
    greenhouse,
    gusto,
    hessen_odata,
    icims,
    interamt,
    jobsuche,
    jobvite,
    jobylon,
    join,
    karriere_ni,
    karriere_nrw,
    karriere_sachsen,
    lever,
    manatal,
    neogov,
    nuxt_vacancies,
    onlyfy,
    oracle,
    paylocity,
    personio,
    phenom,
    pinpoint,
    recruitee,
    rexx,
    rippling,
    schemaorg,
    smartrecruiters,
    softgarden,
    successfactors,
    teamtailor,
    umantis,
    webpage,
    workable,
    workday,
)
from scrapers.answer import Answer
from scrapers.errors import NoAdapter, UnknownAdapter
from scrapers.parsed import Adapter, merge_all, tell_apart

ADAPTERS: dict[str, Adapter] = {
    module.ADAPTER.name: module.ADAPTER
    for module in (
        arbeitnow,
        ashby,
        bamboohr,
        beesite,
        bite,
        concludis,
        dvinci,
        eightfold,
        greenhouse,
        gusto,
        hessen_odata,
        icims,
        interamt,
        jobsuche,
        jobvite,
        jobylon,
        join,
        karriere_ni,
        karriere_nrw,
        karriere_sachsen,
        lever,
        manatal,
        neogov,
        nuxt_vacancies,
        onlyfy,
        oracle,
        paylocity,
        personio,
        phenom,
        pinpoint,
        recruitee,
        rexx,
        rippling,
        schemaorg,
        smartrecruiters,
        softgarden,
        successfactors,
        teamtailor,
        umantis,
        webpage,
        workable,
        workday,
    )
}


def adapter_names() -> tuple[str, ...]:
    """The names of all adapters, sorted."""
    return tuple(sorted(ADAPTERS))


def adapter_of(name: str) -> Adapter:
    """The adapter of a name; raises UnknownAdapter, which names the known ones."""
    if name not in ADAPTERS:
        raise UnknownAdapter(name, ADAPTERS)
    return ADAPTERS[name]


def detect(answer: Answer) -> Adapter:
    """The adapter that rates an answer highest; raises NoAdapter, which says what was looked for."""
    best = max(ADAPTERS.values(), key=lambda adapter: adapter.matches(answer))
    if best.matches(answer) == 0:
        raise NoAdapter(answer.url, [adapter.looks_for for adapter in ADAPTERS.values()])
    return best


def parse_file(data: bytes, url: str, adapter: str | None) -> tuple[str, list[Draft], list[str]]:
    """The adapter's name, the drafts and the notes of a recorded answer; each posting once, list row and detail merged.

    What has no title or no reference is no posting, and becomes a note. Raises NoAdapter, UnknownAdapter or
    UnreadableAnswer.
    """
    answer = Answer(url, data)
    chosen = adapter_of(adapter) if adapter else detect(answer)
    parsed = chosen.parse(answer)
    drafts = tell_apart(parsed.drafts) if chosen.pages else merge_all(parsed.drafts)
    named = [draft if draft.employer else draft.model_copy(update={"employer": parsed.tenant}) for draft in drafts]
    kept = [draft for draft in named if draft.title and draft.source_ref]
    lost = [
        f"left out: {draft.source_ref or draft.title or 'a record'} lacks a title or a reference"
        for draft in named
        if not (draft.title and draft.source_ref)
    ]
    return chosen.name, kept, [*parsed.notes, *parsed.gaps, *lost]

"""search, match: which postings fit."""

import sys
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from jobboard.commands.context import AS_JSON, Context, fail, pass_context, say, show, speaks
from jobboard.commands.posting_json import one_line, short
from jobboard.documents import read_document
from jobboard.posting import Level, WorkMode
from jobboard.said import said
from jobboard.view import level_text

_MODES = click.Choice([mode.value for mode in WorkMode])


def _filter_options(command: Any) -> Any:
    for option in reversed(
        (
            click.option(
                "--remote", "modes", type=_MODES, multiple=True, help="Work mode; may be given several times."
            ),
            click.option("--place", help="A place of the region, by name or postal code."),
            click.option(
                "--radius-km",
                type=click.FloatRange(0.1, 500),
                default=20.0,
                show_default=True,
                help="Distance from the place.",
            ),
            click.option("--or-remote", is_flag=True, help="Keep fully remote postings whatever their place."),
            click.option("--language", "languages", multiple=True, help="Language of the ad, such as de or en."),
            click.option(
                "--german",
                type=click.Choice([level.value for level in Level]),
                help="At most this level of German is asked for.",
            ),
            click.option("--since", type=click.IntRange(0, 3650), metavar="DAYS", help="Posted in the last DAYS days."),
            click.option("-k", "k", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many."),
        )
    ):
        command = option(command)
    return command


def _filters(context: Context, values: dict[str, Any]) -> Any:
    from index import Filters

    place = values["place"]
    point = context.gazetteer.coordinates(place) if place else None
    if place and point is None:
        near = get_close_matches(place, context.gazetteer.names(), n=3, cutoff=0.6)
        fail(
            f"Error: --place {place!r} is not a place of the region. {'Did you mean ' + ', '.join(near) + '?' if near else ''}"
        )
    return Filters(
        modes=tuple(WorkMode(mode) for mode in values["modes"]),
        place=place or "",
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        radius_km=values["radius_km"] if point else 0.0,
        or_remote=values["or_remote"],
        languages=tuple(language.lower() for language in values["languages"]),
        german=Level(values["german"]) if values["german"] else None,
        since=context.today - timedelta(days=values["since"]) if values["since"] is not None else None,
        on=context.today,
    )


@click.command()
@click.argument("query")
@_filter_options
@click.option("--literal", is_flag=True, help="Search for the words as they stand; read no wishes in them.")
@AS_JSON
@pass_context
@speaks
def search(context: Context, /, query: str, k: int, literal: bool, as_json: bool, **values: Any) -> None:
    """Search the postings by words and by meaning, in any language the model knows.

    Wishes in the query, such as "20 km", "part time", "without shift", are read and applied; an option given wins.
    """
    from index.inquiry import Region, inquire

    picked, index = _filters(context, values), context.open_index()
    region = Region.of(context.gazetteer, index, context.today)
    answer = inquire(index, query, picked, region, context.store.get_many, k=k, literal=literal)
    page, read = answer.page, answer.understood.read
    postings = context.store.get_many([hit.id for hit in page.hits])
    hits = [(hit, postings[hit.id]) for hit in page.hits if hit.id in postings]
    if as_json:
        found = [{**hit.to_dict(), **short(posting)} for hit, posting in hits]
        understood = {
            **answer.understood.to_dict(),
            "searched": answer.searched,
            "applied": not answer.plainly,
            "suggestion": answer.suggestion,
        }
        show(
            {
                "query": query,
                "understood": understood,
                "filters": answer.filters.to_dict(),
                "total": page.total,
                "facets": page.facets,
                "hits": found,
            }
        )
        return
    if read:
        say("Read as: " + " · ".join(said(one.kind, one.value, context.texts) for one in read))
    if answer.reworded:
        say(f"Searched for: {answer.reworded}")
    if answer.plainly:
        say("Nothing fits all of that. These are results for the words as they stand.")
    if answer.suggestion:
        say(f"Did you mean: {answer.suggestion}")
    for hit, posting in hits:
        click.echo(f"{hit.rank:3}. {one_line(posting, context.texts)}")
        words = ", ".join((*hit.reasons.words, *(f"({part})" for part in hit.reasons.parts)))
        name = f"  name: {hit.reasons.rendering}" if hit.reasons.rendering else ""
        click.echo(f"     {posting.id}  words: {words or '-'}{name}  meaning: {hit.reasons.meaning:.2f}")
    say(f"{page.total} postings found.")
    if not page.total:
        say("Try the name of an occupation or a skill, in any language, or fewer wishes.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@_filter_options
@AS_JSON
@pass_context
@speaks
def match(context: Context, /, file: Path, k: int, as_json: bool, **values: Any) -> None:
    """Rank the postings against a profile, a text or PDF file ("-": standard input). The file is read, not kept."""
    from index.match import match_profile, read_profile

    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    profile = read_profile(read_document(data, file.name))
    filters = _filters(context, values)
    matches = match_profile(context.open_index(), context.store.get_many, profile, filters, k)
    postings = context.store.get_many([found.id for found in matches])
    if as_json:
        read = {
            "skills": list(profile.skills),
            "languages": [{"language": one.language, "level": one.level} for one in profile.languages],
        }
        show(
            {
                "profile": read,
                "filters": filters.to_dict(),
                "matches": [{**found.to_dict(), **_posting(postings[found.id])} for found in matches],
            }
        )
        return
    for found in matches:
        click.echo(f"{found.rank:3}. {one_line(postings[found.id], context.texts)}")
        for label, names in (
            ("speaks for it", (*found.skills, *found.words)),
            (
                "missing",
                (*found.missing_skills, *(level_text(need, context.texts) for need in found.missing_languages)),
            ),
        ):
            if names:
                click.echo(f"     {label}: {', '.join(dict.fromkeys(names))}")
    say("A guide for your own search; the employer decides by other means.")


def _posting(posting: Any) -> dict[str, Any]:
    """The posting's fields, its own skills under a name of their own: `skills` are those shared with the profile."""
    fields = short(posting)
    fields["posting_skills"] = [skill["label"] for skill in fields.pop("skills")]
    return fields

"""detect: which career system stands behind a page, and what to write into the region pack."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jobboard.commands.context import AS_JSON, Context, fail, pass_context, say, show, speaks

if TYPE_CHECKING:
    from scrapers.answer import Answer


@click.command()
@click.argument("url", required=False, default="")
@click.option(
    "--file",
    "file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="Read this saved page instead of fetching URL; - reads standard input.",
)
@AS_JSON
@pass_context
@speaks
def detect(context: Context, url: str, file: Path | None, as_json: bool) -> None:
    """Say which career system stands behind a page, why, and which source to write into the region pack.

    One page is fetched, as politely as by `scrape`: robots.txt, reservations and the pack's refusals hold, and only
    public addresses are asked.
    """
    from scrapers.detect import systems_behind

    if not (url or file):
        raise click.UsageError("Name a URL, or a saved page with --file.")
    answer = _saved(file, url) if file else _fetched(context, url)
    findings = systems_behind(answer)
    if not findings:
        fail(f"Error: {answer.url or file}: neither a page nor an answer that an adapter reads.")
    best, others = findings[0], findings[1:]
    if as_json:
        show({"url": answer.url, **best.to_dict(), "others": [other.to_dict() for other in others]})
        return
    click.echo(f"{best.system}  {best.source}")
    click.echo(f"  because: {best.evidence}")
    for other in others:
        click.echo(f"also possible: {other.system}  {other.source}  ({other.evidence})")
    if not best.adapter:
        say(f"There is no adapter for {best.system}: try `webpage` with the page's own address.")
    else:
        say("Nothing is collected from it until the region pack lists it with a permission.")


def _saved(file: Path, url: str) -> "Answer":
    from scrapers.answer import Answer

    try:
        with click.open_file(str(file), "rb") as opened:
            return Answer(url, opened.read())
    except OSError as error:
        fail(f"Error: {file}: {error.strerror}.")


def _fetched(context: Context, url: str) -> "Answer":
    """The page, if its address is one and the pack does not forbid it."""
    from scrapers.detect import is_refused
    from scrapers.errors import AddressRefused, FetchError
    from scrapers.fields import web_address
    from scrapers.scrape import fetch_one

    if not web_address(url):
        raise AddressRefused(url, "no http(s) address")
    if is_refused(context.pack, url):
        raise AddressRefused(
            url, "the region pack records that its owner gives no permission; --file reads a saved page"
        )
    answer = fetch_one(context.pack, url, now=context.now, data=context.settings.data)
    if answer.status != 200:
        raise FetchError(answer.url, f"HTTP {answer.status}")
    return answer

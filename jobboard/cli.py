"""How is it started? The command `jobboard`."""

from importlib.metadata import version

import click

from jobboard.commands import (
    asking,
    detect,
    duplicates,
    employer,
    finding,
    postings,
    read,
    scraping,
    setup,
    unanswered,
)
from jobboard.commands.context import Context, pass_context, speaks


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("heimvorteil"), prog_name="jobboard")
def main() -> None:
    """Heimvorteil, the home-office job board of a region.

    Settings are environment variables, listed in docs/settings.md. Exit status: 0 done, 1 failed, 2 wrong usage.
    """


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="Port to listen on.")
@pass_context
@speaks
def serve(context: Context, host: str, port: int) -> None:
    """Serve the app, the job pages and the health check."""
    from jobboard.serve import run

    run(context, host, port)


for command in (
    setup.init,
    setup.check,
    setup.index,
    postings.import_,
    scraping.scrape,
    scraping.worker,
    scraping.reparse,
    postings.parse,
    detect.detect,
    scraping.runs,
    postings.reports,
    read.read,
    duplicates.duplicates,
    finding.search,
    finding.match,
    asking.ask,
    unanswered.unanswered,
    employer.employer,
):
    main.add_command(command)

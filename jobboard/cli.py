"""How is it started? The command `jobboard`."""

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from importlib.metadata import version

import click

from jobboard.commands.context import Context, pass_context, speaks

# The commands and where they stand, in `jobboard.commands`.
_PLACES = {
    "init": "setup.init",
    "check": "setup.check",
    "index": "setup.index",
    "import": "postings.import_",
    "scrape": "scraping.scrape",
    "worker": "scraping.worker",
    "reparse": "scraping.reparse",
    "parse": "postings.parse",
    "detect": "detect.detect",
    "runs": "scraping.runs",
    "reports": "postings.reports",
    "read": "read.read",
    "duplicates": "duplicates.duplicates",
    "search": "finding.search",
    "match": "finding.match",
    "ask": "asking.ask",
    "unanswered": "unanswered.unanswered",
    "employer": "employer.employer",
}


class _Commands(MutableMapping[str, click.Command]):
    """Commands by name; the module of one is read when it is asked for, so that no command waits for what others need."""

    def __init__(self) -> None:
        self._read: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._read:
            module, _, attribute = _PLACES[name].partition(".")
            self._read[name] = getattr(import_module(f"jobboard.commands.{module}"), attribute)
        return self._read[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._read[name] = command

    def __delitem__(self, name: str) -> None:
        raise TypeError("a command stays")

    def __iter__(self) -> Iterator[str]:
        return iter({**_PLACES, **self._read})

    def __len__(self) -> int:
        return len({**_PLACES, **self._read})


@click.group(commands=_Commands(), context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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

"""What every command needs: settings, texts, pack and store, opened when first asked for, and how it prints."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec, TypeVar

import click

from jobboard.errors import JobboardError
from jobboard.pack import find_pack, load_pack
from jobboard.places import Gazetteer
from jobboard.region import Pack
from jobboard.settings import Settings, read_settings
from jobboard.store import Store, open_store
from jobboard.texts import Texts, texts

if TYPE_CHECKING:
    from index import Engine
    from jobboard.reading.classify import Classify

P = ParamSpec("P")
R = TypeVar("R")
AS_JSON = click.option(
    "--json", "as_json", is_flag=True, help="One JSON object (or JSON lines) on standard output, nothing else."
)


class Context:
    """The world of one command."""

    @cached_property
    def settings(self) -> Settings:
        """The settings of the environment."""
        return read_settings()

    @cached_property
    def texts(self) -> Texts:
        """Texts in the person's language."""
        return texts(self.settings.language)

    @cached_property
    def pack(self) -> Pack:
        """The region pack."""
        return load_pack(find_pack(self.settings.region))

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The region's places."""
        return Gazetteer(self.pack.localities, self.pack.region.country)

    @cached_property
    def store(self) -> Store:
        """The store; it must exist."""
        return open_store(self.settings.database_url)

    @cached_property
    def classify(self) -> "Classify":
        """What names occupation and skills; it opens with the first posting."""
        from index.occupation import LazyClassifier

        return LazyClassifier(say)

    @property
    def today(self) -> date:
        """The day in the region's time zone."""
        from zoneinfo import ZoneInfo

        return datetime.now(ZoneInfo(self.pack.region.timezone)).date()

    @property
    def now(self) -> datetime:
        """This moment."""
        return datetime.now(UTC)

    def open_index(self) -> "Engine":
        """The index with everything that changed in the store since it was built."""
        from index import LocalIndex, open_engine

        store = self.store  # first: without a store there is nothing to search
        opened = open_engine(self.settings)
        opened.refresh(store, self.today)
        if isinstance(opened, LocalIndex) and opened.fault:
            say(
                f"{opened.fault}\n{self.texts('Search by meaning is out of order. Results are found by their words only.')}"
            )
        return opened


pass_context = click.make_pass_decorator(Context, ensure=True)


def say(message: str = "") -> None:
    """A message for the person, on standard error."""
    click.echo(message, err=True)


def show(value: Any) -> None:
    """A JSON value on one line of standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))


def fail(message: str) -> NoReturn:
    """End with exit status 1 and a message."""
    say(message)
    sys.exit(1)


@contextmanager
def speaking() -> Iterator[None]:
    """Our own errors become a message and exit status 1; a person never sees a traceback of them."""
    try:
        yield
    except JobboardError as error:
        fail(f"Error: {error}")
    except BrokenPipeError:
        sys.exit(0)  # the reader of our output has gone, which is no fault


def speaks(command: Callable[P, R]) -> Callable[P, R]:
    """A command that ends in words instead of a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with speaking():
            return command(*args, **kwargs)
        raise AssertionError  # speaking() ends the process on an error

    return run

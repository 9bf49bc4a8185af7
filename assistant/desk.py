"""The handlers beside the articles, built from a pack: calculations, checklists, words and ads, advice centres, jobs."""

from functools import cache
from pathlib import Path

from assistant.advice import Advice
from assistant.calculators import Calculations, load_rules
from assistant.checklist import Checklists
from assistant.citing import Library
from assistant.explain import Explanations
from assistant.jobs import Jobs
from assistant.question import Asked, Builder, Context, Handler, Services
from assistant.reply import Reply
from assistant.wordbook import load_wordbook


class Chain:
    """Asks handlers one after the other; what waited for an answer waits one message long."""

    def __init__(self, handlers: tuple[Handler, ...]) -> None:
        self._handlers = handlers

    def __call__(self, asked: Asked, context: Context, /) -> Reply | None:
        """The first handler's reply that is one."""
        session = context.session
        waited = session.pending
        for handler in self._handlers:
            if reply := handler(asked, context):
                break
        else:
            reply = None
        if session.pending == waited:
            session.pending = ""
        return reply


def chained(*builders: Builder) -> Builder:
    """A builder of the handlers that can work, asked in this order."""

    def build(services: Services) -> Handler | None:
        built = (build_one(services) for build_one in builders)
        handlers = tuple(handler for handler in built if handler is not None)
        return Chain(handlers) if handlers else None

    return build


@cache
def _library(folder: Path) -> Library:
    return Library(folder)


def calculations(services: Services) -> Handler:
    """What can be worked out by the pack's rules."""
    folder = services.pack.path
    library = _library(folder)
    return Calculations(library, load_rules(folder, library.sources))


def checklists(services: Services) -> Handler | None:
    """The pack's checklists, if it has any."""
    return Checklists.of_pack(services.pack.path, _library(services.pack.path))


def explanations(services: Services) -> Handler:
    """Words of job ads, and postings of the store."""
    folder = services.pack.path
    return Explanations(load_wordbook(folder), _library(folder), services.store)


def advice(services: Services) -> Handler:
    """Advice centres by need."""
    return Advice(services.pack, _library(services.pack.path))


def jobs(services: Services) -> Handler | None:
    """The job search, where there is an index and a store."""
    if services.index is None or services.store is None:
        return None
    return Jobs(services.pack, services.index, services.store)

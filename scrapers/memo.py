"""Was this very answer read before, by this very code? Then what was read is taken as it is."""

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

import jobboard
import scrapers
from scrapers.answer import Answer
from scrapers.archive import Archive
from scrapers.parsed import Adapter, Parsed

HEADERS = ("content-type", "content-language", "link")  # all that adapters see: answers alike in them are one answer
_PARSED = TypeAdapter(Parsed)


@cache
def code() -> str:
    """A hash of the code that reads answers: when it changes, everything is read anew."""
    found = hashlib.sha256()
    for package in (scrapers, jobboard):
        for path in sorted(Path(str(package.__file__)).parent.rglob("*.py")):
            found.update(path.read_bytes())
    return found.hexdigest()


def narrowed(answer: Answer) -> Answer:
    """An answer with the headers that adapters see, and no others."""
    return replace(answer, headers={name: value for name in HEADERS if (value := answer.header(name))})


def name_of(adapter: Adapter, answer: Answer, digest: str) -> str:
    """The name under which a reading is kept."""
    facts = (code(), adapter.name, answer.url, answer.status, digest, answer.request_body, answer.hint)
    return hashlib.sha256(repr((facts, sorted(narrowed(answer).headers.items()))).encode()).hexdigest()


def read_once(archive: Archive, adapter: Adapter, answer: Answer, name: str) -> Parsed:
    """What the adapter reads, from the archive if it read the same before; raises what the adapter raises."""
    if (kept := archive.parsed(name)) is not None:
        try:
            return _PARSED.validate_json(kept)
        except ValidationError:
            pass  # a reading that is not whole is made anew
    parsed = adapter.parse(narrowed(answer))
    archive.keep_parsed(name, _PARSED.dump_json(parsed, exclude_defaults=True))
    return parsed

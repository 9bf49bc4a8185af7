"""Every fixture of every adapter: the files in its own folder, and those at the top that begin with its name."""

from dataclasses import dataclass
from pathlib import Path

from musterweb import FILES

from scrapers.adapters import ADAPTERS
from scrapers.answer import Answer

# Files at the top whose name does not say whose they are.
_OTHERS = {
    "jobposting.html": "schemaorg",
    "microdata.html": "schemaorg",
    "sitemap.xml": "schemaorg",
    "feed.json": "schemaorg",
}


@dataclass(frozen=True)
class Fixture:
    """One saved answer of an adapter's tests."""

    adapter: str
    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(FILES))

    @property
    def body(self) -> bytes:
        return self.path.read_bytes()

    def answers(self, body: bytes) -> list[Answer]:
        """A body at an address that tells nothing, and at the place where the adapter begins."""
        first = ADAPTERS[self.adapter].start("https://karriere.musterwerk.example/jobs/companies/77/koch-1", {})[0]
        return [Answer("https://karriere.musterwerk.example/stellen/1", body), Answer(first.url, body, hint=first.hint)]


def owner(path: Path) -> str:
    """The adapter a file belongs to, or an empty name."""
    folder = path.relative_to(FILES).parts[0]
    if folder in ADAPTERS:
        return folder
    return _OTHERS.get(path.name) or next(
        (name for name in ADAPTERS if path.name.startswith((f"{name}.", f"{name}_"))), ""
    )


FIXTURES = sorted(
    (Fixture(name, path) for path in FILES.rglob("*.*") if path.is_file() and (name := owner(path))),
    key=lambda one: one.name,
)

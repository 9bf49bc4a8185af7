"""Every error the scrapers raise on purpose; each carries its evidence: the address, who read it, and the reason.

JobboardError
└── ScrapeError
    ├── NoContact            the region pack names nobody whom a site's owner could ask
    ├── UnknownSource        no employer and no feed of the pack has that key
    ├── UnknownAdapter       no adapter has that name
    ├── NoAdapter            nothing in an answer is of a shape that an adapter reads
    ├── UnreadableAnswer     an answer is not what its adapter expects
    ├── CrawlerDied          the crawling process ended before it had answered
    ├── QueueUnusable        the Redis queue has no usable address, is not reachable, or refuses
    └── FetchError           an address was not fetched, or its answer did not arrive whole
        ├── AddressRefused   the address is none of the source's, or is private
        ├── RobotsRefused    robots.txt forbids the page, or cannot be read
        ├── Reserved         the page's owner reserves it against text and data mining
        └── BrokenAnswer     the answer's encoding is damaged, too large, or one that we did not ask for
"""

from collections.abc import Iterable

from jobboard.errors import JobboardError


class ScrapeError(JobboardError):
    """The root of this package's errors."""


class NoContact(ScrapeError):
    """The pack's crawler has no contact."""

    def __init__(self, region: str) -> None:
        super().__init__(
            f"The region pack {region!r} has no crawler.contact: nothing is fetched.",
            remedy="Name a mail address or a page in region.toml.",
        )


class UnknownSource(ScrapeError):
    """A key that no employer and no feed has; carries it."""

    def __init__(self, key: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no source {key!r}.", remedy=f"Known are: {', '.join(sorted(known)) or 'none'}.")
        self.key = key


class UnknownAdapter(ScrapeError):
    """A name that no adapter has; carries it."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no adapter {name!r}.", remedy=f"Known are: {', '.join(sorted(known))}.")
        self.name = name


class NoAdapter(ScrapeError):
    """An answer no adapter reads; carries its address and what was looked for."""

    def __init__(self, url: str, looked_for: Iterable[str]) -> None:
        self.url, self.looked_for = url, tuple(looked_for)
        super().__init__(
            f"No adapter reads {url or 'this file'}: looked for {'; '.join(self.looked_for)}.",
            remedy="Name one with --adapter if the file is one of these all the same.",
        )


class UnreadableAnswer(ScrapeError):
    """An answer that is not what it should be; carries its address, the adapter's name and the reason."""

    def __init__(self, url: str, adapter: str, reason: str) -> None:
        super().__init__(f"{url or 'the file'}: {adapter}: {reason}")
        self.url, self.adapter, self.reason = url, adapter, reason


class CrawlerDied(ScrapeError):
    """The crawling process ended early; carries its exit status and its last words."""

    def __init__(self, status: int, last: str) -> None:
        super().__init__(f"the crawling process ended early (exit status {status}): {last}")
        self.status, self.last = status, last


class QueueUnusable(ScrapeError):
    """The Redis queue cannot be used; carries its address without a password."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"Queue {address}: {reason}.", remedy="Nothing in it was lost; check the address and try again."
        )
        self.address = address


class FetchError(ScrapeError):
    """An address that was not fetched; carries it and the reason."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url, self.reason = url, reason


class AddressRefused(FetchError):
    """The address is none of the source's own, or no public one."""


class RobotsRefused(FetchError):
    """The site's robots.txt forbids it, or could not be read, which forbids everything."""


class Reserved(FetchError):
    """The owner reserves the page against text and data mining: it is not read, and nothing of its source is kept."""


class BrokenAnswer(FetchError):
    """The answer's body cannot be unpacked."""

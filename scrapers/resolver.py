"""Where does a name lead? The resolver that connections use; a private address is as if the name did not exist."""

from collections.abc import Sequence
from typing import Any

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError


class CheckedResolver(CachingThreadedResolver):
    """Resolves to the very address that was checked: the connection is made to what this returns, IPv4 only."""

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> "CheckedResolver":
        """The resolver of a crawler whose settings hold a guard."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.guard = crawler.settings["GUARD"]
        return resolver

    guard: Any

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802 - Twisted's name
        """The address of a name; fails for one that may not be connected to, also if it comes from the cache."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if not self.guard.may_connect(name, address):
            raise DNSLookupError(f"{name} may not be reached at {address}")
        return address

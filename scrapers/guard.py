"""Which addresses may be fetched? Only a source's own, and no private one unless the region pack names it.

Names are checked here, before every request and every redirect; the numbers they resolve to are checked in
`scrapers.resolver`, where the connection takes them from.
"""

import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from scrapers.errors import AddressRefused
from scrapers.parsed import Params

Origin = tuple[str, int]
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"^(?=.{4,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$", re.IGNORECASE)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Reserved for use inside a network, by RFC 6761, 6762, 8375 or by custom.
_INSIDE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa", "localdomain")


def host_of(name: str) -> str:
    """A host name as it is compared: lower case, no final dot, ASCII."""
    name = name.strip().rstrip(".").lower()
    try:
        return name.encode("idna").decode() if not name.isascii() else name
    except UnicodeError:
        return name


def origins(url: str, params: Params, hosts: Iterable[str] = ()) -> frozenset[Origin]:
    """The hosts and ports that a source's address, its parameters and its adapter name.

    A host at a usual port may also be reached at the other usual one, since sites redirect from http to https.
    """
    addresses = [url, *(value for value in params.values() if isinstance(value, str))]
    addresses += [f"https://{host}" for host in hosts]
    found: set[Origin] = set()
    for address in addresses:
        if origin := _origin(address if "://" in address else f"https://{address}" if _HOST.match(address) else ""):
            host, port = origin
            found.update((host, usual) for usual in _PORTS.values()) if port in _PORTS.values() else found.add(origin)
    return frozenset(found)


def _origin(url: str) -> Origin | None:
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    return (host_of(parts.hostname), port) if parts.hostname and port and parts.scheme in _PORTS else None


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; an IPv4 address inside an IPv6 one counts as itself."""
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None)
        if number in _NAT64:
            inner = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return number.is_global and not number.is_multicast


def is_public_name(host: str) -> bool:
    """Whether a host name can be of the open internet: no number in any spelling, no single label, no inside name."""
    labels = host_of(host).split(".")
    if len(labels) < 2 or ":" in host or re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1]):
        return False
    return not any(host_of(host) == inside or host_of(host).endswith(f".{inside}") for inside in _INSIDE)


@dataclass(frozen=True, slots=True)
class Guard:
    """The origins of each source, and the private hosts the pack allows.

    With `any_public`, every public host is allowed: for a look at one page that a person named. `refused` remembers
    the host names that turned out to be private, for the message: a resolver can only say no.
    """

    origins: Mapping[str, frozenset[Origin]]
    private_hosts: frozenset[str] = frozenset()
    any_public: bool = False
    refused: dict[str, str] = field(default_factory=dict, compare=False)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self  # Scrapy copies its settings; what the resolver refused must still be known to the spider

    def check(self, url: str, source: str = "") -> None:
        """Raise AddressRefused unless the address is one of the source's; without a source, unless it is anyone's."""
        origin = _origin(url)
        if origin is None or "@" in urlsplit(url).netloc:
            raise AddressRefused(url, "no address that is fetched")
        host, port = origin
        own = self.origins.get(source, frozenset()) if source else frozenset().union(*self.origins.values())
        if not self.any_public and origin not in own:
            raise AddressRefused(url, f"{host}:{port} is none of this source's addresses")
        if host in self.private_hosts:
            return
        if not is_public_name(host):
            raise AddressRefused(url, f"{host} is no public host (crawler.private_hosts of the pack can allow it)")
        if port not in _PORTS.values():
            raise AddressRefused(url, f"port {port} is not fetched")

    def may_connect(self, host: str, address: str) -> bool:
        """Whether a host may be reached at an IP address."""
        if host_of(host) in self.private_hosts or is_public(address):
            return True
        self.refused[host_of(host)] = f"{host} resolves to {address}, which is no public address"
        return False


class GuardMiddleware:
    """Checks every request on its way out: pages, redirects and robots.txt alike."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """The middleware of a crawler whose settings hold a guard."""
        return cls(crawler.settings["GUARD"])

    def process_request(self, request: Any) -> None:
        """Let the request pass, or raise AddressRefused."""
        self.guard.check(request.url, request.meta.get("source", ""))

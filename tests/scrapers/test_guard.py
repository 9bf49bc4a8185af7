import pytest

from scrapers.errors import AddressRefused
from scrapers.guard import Guard, host_of, is_public, is_public_name, origins
from scrapers.resolver import CheckedResolver

OWN = {
    "site:a": origins(
        "https://karriere.musterwerk.example/jobs", {"feed": "https://feed.musterwerk.example/x", "page": 2}
    )
}

PRIVATE_NAMES = [
    "localhost", "LOCALHOST", "localhost.", "a.localhost", "intranet", "db", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1",
    "0177.0.0.1", "017700000001", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "0", "100.64.0.1", "[::1]",
    "[::ffff:127.0.0.1]", "[fe80::1]", "[fc00::1]", "metadata.google.internal", "drucker.local", "nas.lan", "a.home.arpa", "x.corp",
    "127.0.0.1.", "１２７.0.0.1", "8.8.8.8", "[2001:4860:4860::8888]", "localhost.localdomain",
]  # fmt: skip


@pytest.mark.parametrize("host", PRIVATE_NAMES)
def test_no_spelling_of_a_private_or_numeric_host_is_fetched(host: str) -> None:
    url = f"http://{host}/"
    guard = Guard({"site:a": origins(url, {})})
    with pytest.raises(AddressRefused):
        guard.check(url, "site:a")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.255.0.3", "10.1.2.3", "172.31.255.255", "192.168.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "198.18.0.1",
     "192.0.2.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1",
     "::ffff:10.0.0.1", "2002:7f00:0001::", "2002:a00:1::", "64:ff9b::7f00:1", "not an address", ""],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2a00:1450:4001::1", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "https://karriere.musterwerk.example/job/1",
        "http://karriere.musterwerk.example/",
        "https://FEED.musterwerk.example./x",
    ],
)
def test_a_sources_own_addresses_pass(url: str) -> None:
    Guard(OWN).check(url, "site:a")


@pytest.mark.parametrize(
    "url",
    [
        "https://fremd.example/",
        "https://musterwerk.example/",
        "https://karriere.musterwerk.example:8443/",
        "https://karriere.musterwerk.example.fremd.example/",
        "ftp://karriere.musterwerk.example/",
        "file:///etc/passwd",
        "https://karriere.musterwerk.example@fremd.example/",
        "https://name:secret@karriere.musterwerk.example/",
        "http://[",
        "https:///x",
        "",
    ],
)
def test_other_addresses_are_refused_with_their_address(url: str) -> None:
    with pytest.raises(AddressRefused) as raised:
        Guard(OWN).check(url, "site:a")
    assert raised.value.url == url


def test_a_source_may_not_use_anothers_addresses_but_robots_txt_of_any_may_be_asked() -> None:
    guard = Guard({**OWN, "site:b": origins("https://b.example/", {})})
    with pytest.raises(AddressRefused):
        guard.check("https://b.example/robots.txt", "site:a")
    guard.check("https://b.example/robots.txt")


def test_the_pack_can_allow_a_private_host_and_its_port() -> None:
    guard = Guard({"site:a": origins("http://intranet:8080/", {})}, frozenset({"intranet"}))
    guard.check("http://intranet:8080/jobs", "site:a")
    with pytest.raises(AddressRefused):
        guard.check("http://intranet:8081/jobs", "site:a")
    assert guard.may_connect("intranet", "10.0.0.5")


def test_a_public_host_at_an_unusual_port_is_refused() -> None:
    with pytest.raises(AddressRefused, match="port 6379"):
        Guard({"site:a": origins("http://a.example:6379/", {})}).check("http://a.example:6379/", "site:a")


def test_parameters_and_adapters_add_hosts() -> None:
    found = origins(
        "https://a.example/x", {"host": "b.example", "slug": "c", "n": 5, "page": "?x={page}"}, ("api.c.example",)
    )
    assert {host for host, _ in found} == {"a.example", "b.example", "api.c.example"}


def test_names() -> None:
    assert host_of("Bücher.Example.") == "xn--bcher-kva.example"
    assert is_public_name("karriere.musterwerk.example")


class Reactor:
    """Stands in for a reactor: nothing is looked up."""


def test_the_resolver_hands_out_only_addresses_that_were_checked() -> None:
    resolver = CheckedResolver(Reactor(), 0, 1.0)  # type: ignore[arg-type]
    resolver.guard = Guard({}, frozenset({"intranet"}))
    from twisted.internet.error import DNSLookupError

    assert resolver._checked("93.184.216.34", "a.example") == "93.184.216.34"
    assert resolver._checked("10.0.0.5", "intranet") == "10.0.0.5"
    with pytest.raises(DNSLookupError):
        resolver._checked("10.0.0.5", "rebind.example")
    assert "10.0.0.5" in resolver.guard.refused["rebind.example"]

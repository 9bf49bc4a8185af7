import pytest

from scrapers.robots import Rules, tidy

AGENT = "MusterBot"
SITE = "https://musterwerk.example"

ALLOWED = {
    "nothing": "",
    "garbage": "<html>404</html>",
    "another agent": "User-agent: Anderer\nDisallow: /",
    "an empty rule": "User-agent: *\nDisallow:",
    "another path": "User-agent: *\nDisallow: /intern/",
    "allowed again": "User-agent: *\nDisallow: /job\nAllow: /job/1",
    "our own group counts": "User-agent: *\nDisallow: /\n\nUser-agent: MusterBot\nDisallow: /intern",
}
FORBIDDEN = {
    "everything": "User-agent: *\nDisallow: /",
    "us by name": "User-agent: MusterBot\nDisallow: /\nUser-agent: *\nDisallow:",
    "us in another case": "user-agent: musterbot\ndisallow: /",
    "us with a version": "User-agent: MusterBot/1.0\nDisallow: /job",
    "us with more words": "User-agent: MusterBot (Stellen)\nDisallow: /job",
    "all with a word behind": "User-agent: * # alle\nDisallow: /job",
    "an unknown line between agents": "User-agent: MusterBot\nFoo: bar\nUser-agent: Anderer\nDisallow: /job",
    "an unknown line before the rule": "User-agent: *\nNoindex: /x\nDisallow: /job",
    "no colon": "User-agent: *\nDisallow /job",
    "a misspelt rule": "User-agent: *\nDissallow: /job",
    "blanks": "  User-agent :  *\n  Disallow :  /job  ",
    "a byte order mark": "\ufeffUser-agent: *\nDisallow: /job",
    "a pattern": "User-agent: *\nDisallow: /*?id=",
    "carriage returns": "User-agent: *\rDisallow: /job",
}


@pytest.mark.parametrize("name", ALLOWED)
def test_allowed(name: str) -> None:
    assert Rules(ALLOWED[name].encode()).allowed(f"{SITE}/job/1?id=2", AGENT)


@pytest.mark.parametrize("name", FORBIDDEN)
def test_forbidden(name: str) -> None:
    assert not Rules(FORBIDDEN[name].encode()).allowed(f"{SITE}/job/1?id=2", AGENT)


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 7", 7.0),
        ("User-agent: *\nCrawl-delay: 1.5\nRequest-rate: 1/10", 10.0),
        ("User-agent: MusterBot\nCrawl-delay: 3\n\nUser-agent: *\nCrawl-delay: 9", 3.0),
        ("User-agent: *\nCrawl-delay: nan", None),
        ("User-agent: *\nCrawl-delay: bald", None),
        ("", None),
    ],
)
def test_crawl_delay(text: str, delay: float | None) -> None:
    assert Rules(text.encode()).crawl_delay(AGENT) == delay


def test_bytes_that_are_no_text_are_read_as_far_as_they_go() -> None:
    assert not Rules(b"# \xff\xfe\xe4\nUser-agent: *\nDisallow: /").allowed(SITE, AGENT)


def test_a_rule_within_the_first_half_megabyte_counts() -> None:
    text = "# x\n" * 130_000 + "User-agent: *\nDisallow: /\n" + "# y\n" * 300_000
    assert not Rules(text.encode()).allowed(SITE, AGENT)


def test_a_line_that_the_size_limit_cuts_does_not_count() -> None:
    text = "User-agent: *\nDisallow: /job\n".ljust(1024 * 1024 - 10, "#") + "\nDisallow: /x"
    assert "Disallow: /x" not in tidy(text.encode())

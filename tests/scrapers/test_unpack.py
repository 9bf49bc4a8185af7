import gzip
import os
import zlib

import pytest

from scrapers.errors import BrokenAnswer
from scrapers.unpack import unpack

URL = "https://musterwerk.example/xml"
TEXT = b"Stellenanzeige " * 5000


def test_a_whole_body() -> None:
    assert unpack(gzip.compress(TEXT), 10**6) == TEXT
    assert unpack(gzip.compress(b""), 10) == b""


def test_several_members_and_padding() -> None:
    assert unpack(gzip.compress(b"eins ") + gzip.compress(b"zwei") + b"\0" * 10, 100) == b"eins zwei"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_body_that_is_cut_off_is_an_error(share: float) -> None:
    packed = gzip.compress(os.urandom(5000))
    with pytest.raises(BrokenAnswer, match="cut off") as raised:
        unpack(packed[: int(len(packed) * share)], 10**6, URL)
    assert raised.value.url == URL


@pytest.mark.parametrize(
    "body", [b"no gzip", TEXT, zlib.compress(TEXT), gzip.compress(os.urandom(999))[:-8] + b"\1" * 8]
)
def test_a_damaged_body_is_an_error(body: bytes) -> None:
    with pytest.raises(BrokenAnswer, match="damaged"):
        unpack(body, 10**6)


def test_nothing_is_cut_off_too() -> None:
    with pytest.raises(BrokenAnswer, match="cut off"):
        unpack(b"", 100)


def test_a_bomb_ends_at_the_limit() -> None:
    with pytest.raises(BrokenAnswer, match="more than 1000000 bytes"):
        unpack(gzip.compress(b"\0" * 50_000_000), 10**6)


def test_a_body_of_exactly_the_limit_passes() -> None:
    assert len(unpack(gzip.compress(TEXT), len(TEXT))) == len(TEXT)
    with pytest.raises(BrokenAnswer):
        unpack(gzip.compress(TEXT), len(TEXT) - 1)

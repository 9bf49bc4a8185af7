import codecs

import pytest

from scrapers.answer import Answer
from scrapers.errors import UnreadableAnswer

URL = "https://musterwerk.example/jobs"
HTML = "<html><meta charset={}><p>Größe – ›Maß‹</p>"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("Größe".encode(), {}),
        ("Größe".encode("cp1252"), {}),
        ("Größe".encode("cp1252"), {"content-type": "text/html; charset=ISO-8859-1"}),
        ("Größe".encode("iso8859-15"), {"Content-Type": 'text/html; Charset="iso-8859-15"'}),
        (codecs.BOM_UTF8 + "Größe".encode(), {"Content-Type": "text/html; charset=iso-8859-1"}),
        (codecs.BOM_UTF16_LE + "Größe".encode("utf-16-le"), {}),
        (codecs.BOM_UTF16_BE + "Größe".encode("utf-16-be"), {}),
        ("Größe".encode(), {"Content-Type": "text/html; charset=unicode_escape"}),  # no character set of the web
        ("Größe".encode(), {"Content-Type": "text/html; charset=\x00?"}),
    ],
)
def test_text(body: bytes, headers: dict[str, str]) -> None:
    assert Answer(URL, body, headers=headers).text() == "Größe"


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_charset_declared_in_the_page(charset: str) -> None:
    assert "Größe – ›Maß‹" in Answer(URL, HTML.format(charset).encode(charset)).text()


def test_an_encoding_declared_in_xml() -> None:
    assert "Größe" in Answer(URL, '<?xml version="1.0" encoding="iso-8859-1"?><a>Größe</a>'.encode("latin-1")).text()


def test_one_broken_byte_does_not_turn_utf_8_into_something_else() -> None:
    text = Answer(URL, "ä".encode() * 2000 + b"\xff").text()
    assert text.startswith("ä" * 2000) and text.endswith("\ufffd")


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[NaN]", b'{"a": Infinity}', b"[1e999]", b"[" * 100_000, b"{'a': 1}", b'{"a": 1} {"b": 2}'],
)
def test_what_is_no_json_is_an_error_with_its_address(body: bytes) -> None:
    with pytest.raises(UnreadableAnswer) as raised:
        Answer(URL, body).json()
    assert raised.value.url == URL
    assert raised.value.reason


def test_json_with_raw_line_ends_and_a_byte_order_mark() -> None:
    assert Answer(URL, codecs.BOM_UTF8 + b'{"a": "x\ny"}').json() == {"a": "x\ny"}


def test_headers_are_found_in_any_case() -> None:
    assert Answer(URL, b"", headers={"TDM-Reservation": "1"}).header("tdm-reservation") == "1"
    assert Answer(URL, b"").header("x") == ""

import pytest

from scrapers.answer import Answer
from scrapers.tdm import reservation


@pytest.mark.parametrize(
    "answer",
    [
        Answer("u", b"{}", headers={"TDM-Reservation": "1"}),
        Answer("u", b"{}", headers={"tdm-reservation": " 1 "}),
        Answer("u", b'<html><meta name="tdm-reservation" content="1">'),
        Answer("u", b"<html><META CONTENT=1 NAME=TDM-Reservation>"),
        Answer("u", b"\n<!doctype html><meta property='x'><meta name='tdm-reservation' content='1' />"),
        Answer("u", b'<html><meta name="tdm-reservation" content="yes">'),
    ],
)
def test_reserved(answer: Answer) -> None:
    assert "tdm-reservation" in reservation(answer)


@pytest.mark.parametrize(
    "answer",
    [
        Answer("u", b"{}"),
        Answer("u", b"{}", headers={"TDM-Reservation": "0"}),
        Answer("u", b'<html><meta name="tdm-reservation" content="0">'),
        Answer("u", b'<html><meta name="tdm-policy" content="https://x.example">'),
        Answer("u", b'{"text": "<meta name=tdm-reservation content=1>"}'),
    ],
)
def test_not_reserved(answer: Answer) -> None:
    assert reservation(answer) == ""

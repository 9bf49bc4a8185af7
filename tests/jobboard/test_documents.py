"""A person's file: text and PDF are read, everything else is refused with a reason and a way out."""

import io
import logging
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from jobboard.documents import MESSAGES, PAGE_LIMIT, SIZE_LIMIT, TEXT_LIMIT, UNPACKED_LIMIT, read_document
from jobboard.errors import UnreadableFile
from jobboard.texts import texts

CV = "Erika Muster, Köchin. Zwölf Jahre Erfahrung in Großküchen."


def pdf(*pages: str, packed: bool = False) -> bytes:
    """A PDF written by hand: a page for each text, in Helvetica."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for text in pages:
        lines = b" ".join(
            b"(" + line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*"
            for line in text.split("\n")
        )
        stream = b"BT /F1 12 Tf 14 TL 50 700 Td " + lines + b" ET" if text else b""
        if packed:
            stream = zlib.compress(stream)
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % (len(objects) + 2)
        )
        objects.append(
            b"<< /Length %d%s >>\nstream\n%s\nendstream"
            % (len(stream), b" /Filter /FlateDecode" if packed else b"", stream)
        )
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    starts = []
    for number, body in enumerate(objects, 1):
        starts.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(
        b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + b"".join(b"%010d 00000 n \n" % start for start in starts)
    )
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    return out.getvalue()


def encrypted(password: str) -> bytes:
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf(CV))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_document(data, name)
    error = caught.value
    assert error.file == name and error.remedy
    for language in ("de", "en"):
        said = texts(language)(MESSAGES[error.code], **error.values)
        assert said and "{" not in said
    assert texts("de")(error.remedy) != error.remedy
    return error.code


@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_is_read(packed: bool) -> None:
    assert read_document(pdf(CV, "Seite zwei\nund Zeile zwei", packed=packed), "cv.pdf").splitlines() == [
        CV,
        "Seite zwei",
        "und Zeile zwei",
    ]


def test_a_pdf_is_known_by_its_content_not_its_name() -> None:
    assert read_document(pdf(CV), "cv.txt") == CV
    assert read_document(pdf(CV), "cv") == CV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_read_in_any_encoding(encoding: str) -> None:
    assert read_document(CV.encode(encoding), "cv.txt") == CV
    assert read_document(CV.encode(encoding), "CV.MD") == CV


def test_text_is_tidied_and_has_an_end() -> None:
    assert read_document(f"  {CV}\r\n\r\n\r\n{CV}\u200b\n".encode(), "cv.txt") == f"{CV}\n{CV}"
    assert len(read_document(b"wort " * 100_000, "cv.txt")) <= TEXT_LIMIT


def test_only_the_first_pages_are_read() -> None:
    text = read_document(pdf(*(f"Seite Nummer {n}" for n in range(PAGE_LIMIT + 5))), "cv.pdf")
    assert f"Seite Nummer {PAGE_LIMIT - 1}" in text and f"Seite Nummer {PAGE_LIMIT}" not in text


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "cv.txt", "no_text"),
        (b"   \n", "cv.txt", "no_text"),
        (b"zu kurz", "cv.txt", "no_text"),
        (b"x" * (SIZE_LIMIT + 1), "cv.txt", "too_large"),
        (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200), "cv.txt", "kind"),
        (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200), "cv.pdf", "broken"),
        (b"PK\x03\x04" + b"word/document.xml" * 9, "cv.docx", "kind"),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "cv.png", "kind"),
        (b"\xd0\xcf\x11\xe0" + bytes(90), "cv.doc", "kind"),
        (b"\x7fELF" + bytes(90), "cv", "kind"),
        (bytes(range(256)), "cv.txt", "kind"),
        (CV.encode(), "cv.pdf", "broken"),
        (b"%PDF-1.7\n", "cv.pdf", "broken"),
        (b"%PDF-1.7\n" + b"\xff" * 500, "cv.pdf", "broken"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_refused(data: bytes, name: str, code: str) -> None:
    assert refusal(data, name) == code


def test_a_scanned_page_is_a_picture() -> None:
    assert refusal(pdf("", ""), "scan.pdf") == "no_text"


def test_a_password_is_named() -> None:
    assert refusal(encrypted("geheim"), "cv.pdf") == "encrypted"


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    assert read_document(encrypted(""), "cv.pdf") == CV


def test_a_pdf_without_pages() -> None:
    assert refusal(pdf(), "leer.pdf") in ("no_text", "broken")


@pytest.mark.parametrize("share", range(1, 20))
def test_a_pdf_cut_off_is_read_or_refused(share: int) -> None:
    data = pdf(CV, CV)
    try:
        text = read_document(data[: len(data) * share // 20], "cv.pdf")
    except UnreadableFile as error:
        assert error.code in ("broken", "no_text")
    else:
        assert "Erika" in text


LOOPS = {
    "pages that contain themselves": pdf(CV).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"),
    "contents that are the page": pdf(CV).replace(b"/Contents 5 0 R", b"/Contents 4 0 R"),
    "a length that is itself": pdf(CV).replace(b"/Length ", b"/Length 5 0 R %"),
    "a million pages": pdf(CV).replace(b"/Count 1", b"/Count 1000000"),
    "a previous table that is this one": pdf(CV).replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9"),
    "no root": pdf(CV).replace(b"/Root 1 0 R", b"/Root 9 0 R"),
    "an unknown filter": pdf(CV, packed=True).replace(b"FlateDecode", b"NosuchDecod"),
    "a broken filter": pdf(CV, packed=True).replace(b"stream\nx", b"stream\ny"),
    "names nested without end": pdf(CV).replace(b"/MediaBox [0 0 595 842]", b"/MediaBox " + b"[" * 2000 + b"]" * 2000),
}


@pytest.mark.parametrize("name", LOOPS)
def test_traps_in_a_pdf_end(name: str) -> None:
    try:
        assert read_document(LOOPS[name], "cv.pdf")
    except UnreadableFile as error:
        assert error.code in ("broken", "no_text", "encrypted")


def test_a_page_that_unpacks_without_measure_is_refused() -> None:
    bomb = pdf(CV, "boom " * (UNPACKED_LIMIT // 4), packed=True)
    assert len(bomb) < SIZE_LIMIT // 50
    assert refusal(bomb, "cv.pdf") == "broken"
    assert read_document(pdf(CV, "boom " * (UNPACKED_LIMIT // 8), packed=True), "cv.pdf").startswith(CV)


@given(st.integers(0, 900), st.binary(min_size=1, max_size=6))
def test_a_damaged_pdf_is_read_or_refused(at: int, rubbish: bytes) -> None:
    data = pdf(CV)
    try:
        read_document(data[:at] + rubbish + data[at + len(rubbish) :], "cv.pdf")
    except UnreadableFile as error:
        assert error.code in MESSAGES


@given(st.binary(max_size=400), st.sampled_from(["cv.txt", "cv.pdf", "cv", ""]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    for head in (b"", b"%PDF-1.4\n"):
        try:
            assert len(read_document(head + data, name)) >= 20
        except UnreadableFile as error:
            assert error.code in MESSAGES


def test_nothing_is_written_to_a_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        refusal(b"%PDF-1.7\n" + CV.encode(), "cv.pdf")
    assert "Erika" not in caplog.text and "cv.pdf" not in caplog.text

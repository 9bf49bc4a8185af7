"""Text from a person's file, behind limits: plain text and PDF. The file stays in memory and is not kept."""

import io
import logging
from typing import Any

from jobboard.csvfile import decode
from jobboard.errors import UnreadableFile
from jobboard.html import tidy
from jobboard.texts import N_

SIZE_LIMIT = 5 * 1024 * 1024
PAGE_LIMIT = 30
TEXT_LIMIT = 100_000
UNPACKED_LIMIT = 10_000_000
_UNPACKED = ("zlib_maximum_output_length", "lzw_maximum_output_length", "run_length_maximum_output_length")
MESSAGES = {
    "too_large": N_("the file is larger than {limit} MB."),
    "no_text": N_("the file holds no text; a scanned page is a picture."),
    "encrypted": N_("the file is protected by a password."),
    "broken": N_("the file cannot be read as a PDF."),
    "kind": N_("only plain text and PDF are read."),
}
REMEDY = N_("Paste the text instead.")


def read_document(data: bytes, name: str) -> str:
    """The text of a .txt or .pdf file; raises UnreadableFile with a reason a person understands."""
    if len(data) > SIZE_LIMIT:
        raise _fail(name, "too_large", limit=SIZE_LIMIT // 2**20)
    if data.startswith(b"%PDF"):
        text = _pdf(data, name)
    elif name.lower().endswith(".pdf"):
        raise _fail(name, "broken")
    else:
        try:
            text, _ = decode(data, name)
        except UnreadableFile as error:
            raise _fail(name, "no_text" if error.code == "empty_file" else "kind") from error
    text = tidy(text)[:TEXT_LIMIT]
    if len(text) < 20:
        raise _fail(name, "no_text")
    return text


def _fail(name: str, code: str, **values: object) -> UnreadableFile:
    return UnreadableFile(name, code, MESSAGES[code].format(**values), remedy=REMEDY, **values)


def _pdf(data: bytes, name: str) -> str:
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a person's file is not ours to complain about in a log
    limits: dict[str, Any] = dict.fromkeys(_UNPACKED, UNPACKED_LIMIT)
    try:
        with apply_configuration(**limits):
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise _fail(name, "encrypted")
            parts: list[str] = []
            for page in reader.pages[:PAGE_LIMIT]:
                parts.append(page.extract_text())
                if sum(map(len, parts)) > TEXT_LIMIT:
                    break
    except UnreadableFile:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
    ) as error:
        raise _fail(name, "broken") from error
    return "\n".join(parts)

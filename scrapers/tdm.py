"""Does the owner reserve the page against text and data mining? The TDM reservation protocol, header and meta tag.

Its third way, a file for the whole host, is in `scrapers.tdmfile`.
"""

from scrapers.answer import Answer
from scrapers.page import meta_values

NAME = "tdm-reservation"


def reservation(answer: Answer) -> str:
    """Where a reservation stands, or an empty text; anything but 0 counts as reserved."""
    if (value := answer.header(NAME).strip()) not in ("", "0"):
        return f"the header {NAME}: {value[:20]}"
    if answer.is_markup():
        for value in meta_values(answer.text()[:200_000], NAME):
            if value not in ("", "0"):
                return f"the meta tag {NAME}: {value[:20]}"
    return ""

"""When are two spellings one word? The form under which headers, places and employers are compared."""

import unicodedata

_WRITTEN_OUT = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"}


def fold(text: str) -> str:
    """Lower case, umlauts and ß written out, however they were composed: "GRÖßE" and "groesse" are one word."""
    return unicodedata.normalize("NFC", text).casefold().translate(_WRITTEN_OUT)

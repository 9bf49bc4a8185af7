"""What does a career system's own word for the place of work mean?"""

import re

from jobboard.posting import WorkMode
from scrapers import fields

_WORDS: dict[WorkMode, tuple[str, ...]] = {
    WorkMode.REMOTE: (
        "remote", "fully remote", "full remote", "100% remote", "100 % remote", "remote only", "fully", "telecommute",
        "work from home", "remote local", "remote global", "ora remote", "ora full time remote",
    ),
    WorkMode.HYBRID: (
        "hybrid", "hybrid remote", "remote hybrid", "partially remote", "flexible", "temporary", "ora hybrid",
    ),
    WorkMode.ONSITE: (
        "on site", "onsite", "in office", "inoffice", "in person", "inperson", "office", "vor ort", "präsenz",
        "not remote", "ora on site", "ora onsite",
    ),
}  # fmt: skip
_MODES = {word: mode for mode, words in _WORDS.items() for word in words}
# What a form has in it before anybody chose: no word of the employer's.
_NOTHING = frozenset(("", "unspecified", "none", "n/a", "na", "null", "not specified", "other"))


def mode_of(word: object) -> WorkMode | None:
    """The mode a word names, however it is written ("OnSite", "on_site", "On-site"); None for other words."""
    return _MODES.get(_folded(word))


def stated(word: object) -> dict[str, object]:
    """A draft's `remote_flag`; a word that is none of ours is handed on as `remote_note` to the reader of the ad."""
    mode = mode_of(word)
    note = "" if mode or _folded(word) in _NOTHING else fields.line(word)
    return {"remote_flag": mode, "remote_note": note}


def _folded(word: object) -> str:
    return re.sub(r"[\s_-]+", " ", fields.line(word)).strip().casefold()

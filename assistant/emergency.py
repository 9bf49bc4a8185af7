"""Is somebody in danger? Words of the region pack's emergency.toml, looked for before anything else, in every language."""

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Annotated

from pydantic import Field

from index.analysis import bare
from jobboard.posting import Value
from jobboard.region import Words

_WRITTEN_OUT = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"}


class Help(Value):
    """A kind of emergency: the words that tell it ("notruf*" also begins longer words), and what to say, by language."""

    kind: str
    words: tuple[str, ...]
    say: Annotated[Words, Field(min_length=1)]

    def said_in(self, language: str) -> str:
        """What to say, in that language or in one the pack has."""
        return next(self.say[code] for code in (language, "en", *self.say) if code in self.say)


def load_help(folder: Path) -> tuple[Help, ...]:
    """The pack's emergencies; a pack without the file has none."""
    path = folder / "emergency.toml"
    if not path.is_file():
        return ()
    return tuple(Help.model_validate(row) for row in tomllib.loads(path.read_text("utf-8")).get("help", []))


def needed_help(text: str, known: tuple[Help, ...]) -> Help | None:
    """The first emergency whose words a text holds, accents typed or not."""
    written = _fold(text)
    for help_ in known:
        for word in help_.words:
            end = "" if word.endswith("*") else r"(?!\w)"
            spellings = _spellings(word.removesuffix("*"))
            if any(re.search(rf"(?<!\w){re.escape(spelling)}{end}", written) for spelling in spellings):
                return help_
    return None


def _fold(text: str) -> str:
    """Lower case, every apostrophe a space, dots and marks of letters gone but those of German umlauts."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("ı", "i")
    plain = "".join(ch if ch in "äöü" else bare(ch) for ch in unicodedata.normalize("NFC", text))
    return re.sub(r"[\s'’ʼ`´]+", " ", plain)


def _spellings(word: str) -> set[str]:
    """A word as it may be typed: with umlauts, with "ae", or with plain vowels."""
    folded = _fold(word)
    return {folded, bare(folded), folded.translate(_WRITTEN_OUT)}

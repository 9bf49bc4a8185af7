"""Is somebody in danger? Words of the region pack's emergency.toml, looked for before anything else, in every language."""

import re
import tomllib
import unicodedata
from pathlib import Path

from jobboard.posting import Value
from jobboard.region import Words


class Help(Value):
    """A kind of emergency: the words that tell it, and what to say, by language."""

    kind: str
    words: tuple[str, ...]
    say: Words


def load_help(folder: Path) -> tuple[Help, ...]:
    """The pack's emergencies; a pack without the file has none."""
    path = folder / "emergency.toml"
    if not path.is_file():
        return ()
    return tuple(Help.model_validate(row) for row in tomllib.loads(path.read_text("utf-8")).get("help", []))


def needed_help(text: str, known: tuple[Help, ...]) -> Help | None:
    """The first emergency whose words a text holds."""
    folded = _fold(text)
    for help_ in known:
        if any(re.search(rf"(?<!\w){re.escape(_fold(word))}", folded) for word in help_.words):
            return help_
    return None


def _fold(text: str) -> str:
    return re.sub(r"[\s'’]+", " ", unicodedata.normalize("NFKC", text).casefold())

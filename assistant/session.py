"""One person's conversation, in memory for as long as the page is open; nothing of it is stored."""

from dataclasses import dataclass, field


@dataclass
class Session:
    """The language of the conversation, and which articles it touched."""

    language: str = ""
    articles: list[str] = field(default_factory=list)

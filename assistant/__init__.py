"""What should this newcomer know or do next? Answers from the region's reviewed articles, each sentence with its source."""

from assistant.assistant import Assistant
from assistant.reply import Citation, Kind, Reply
from assistant.session import Session
from assistant.situation import Situation

__all__ = ["Assistant", "Citation", "Kind", "Reply", "Session", "Situation"]

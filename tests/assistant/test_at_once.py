"""One assistant for all: chats at the same time give what they give one after another."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from assistant import Assistant, Session
from index import load_encoder
from jobboard.pack import load_pack

MUSTERSTADT = Path(__file__).parent.parent / "regions" / "musterstadt"
CHATS = [
    ["What does a parking permit cost?", "and who gets one?"],
    ["Wann hat die Bücherei offen?", "Was kostet ein Parkausweis?"],
    ["I am from France.", "checklist for arriving on 1 December 2026"],
    ["I want to talk to a person", "What does a parking permit cost?"],
    ["emergency", "How do I borrow books?"],
]


def replies(assistant: Assistant, turns: list[str]) -> list[dict[str, object]]:
    session = Session()
    return [assistant.reply(turn, session, today=date(2026, 1, 20)).to_dict() for turn in turns]


def test_twenty_chats_at_once() -> None:
    pack, encoder = load_pack(MUSTERSTADT), load_encoder()
    alone = [replies(Assistant.of_pack(pack, encoder), turns) for turns in CHATS]
    shared = Assistant.of_pack(pack, encoder)  # nothing of it is warm yet: twenty are the first at once
    with ThreadPoolExecutor(20) as pool:
        together = list(pool.map(lambda turns: replies(shared, turns), CHATS * 4))
    assert together == alone * 4

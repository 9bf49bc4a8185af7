"""Codes for employers: random, expiring, revocable, and nowhere kept but as a hash."""

import re
from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa
from conftest import NOW

from jobboard.errors import CodeError
from jobboard.invites import DAYS, EXPIRED, UNKNOWN, invite, list_invites, redeem, withdraw_invites
from jobboard.schema import invites
from jobboard.store import Store
from jobboard.texts import texts


def test_a_code_opens_the_door_of_its_employer_until_it_expires(any_store: Store) -> None:
    code = invite(any_store, "Probewerk GmbH", now=NOW)
    found = redeem(any_store, code, now=NOW)
    assert (found.employer, found.created, found.expires) == ("Probewerk GmbH", NOW, NOW + timedelta(days=DAYS))
    assert redeem(any_store, code, now=NOW) == found, "it serves more than once"
    assert redeem(any_store, code, now=found.expires - timedelta(seconds=1)) == found
    with pytest.raises(CodeError) as caught:
        redeem(any_store, code, now=found.expires)
    assert caught.value.message == EXPIRED


def test_a_code_may_be_typed_in_any_way(any_store: Store) -> None:
    code = invite(any_store, "Probewerk GmbH", now=NOW)
    plain = code.replace("-", "")
    for typed in (plain, code.lower(), f"  {code}\n", " ".join(plain), plain[:13] + "–" + plain[13:]):
        assert redeem(any_store, typed, now=NOW).employer == "Probewerk GmbH"


@pytest.mark.parametrize("wrong", ["", " ", "A" * 26, "x", "' OR 1=1 --", "🙂", "\x00", "A" * 100_000])
def test_another_code_does_not(any_store: Store, wrong: str) -> None:
    code = invite(any_store, "Probewerk GmbH", now=NOW)
    swapped = code[:-1] + ("A" if code[-1] != "A" else "B")
    for typed in (wrong, code[:-1], code + "A", swapped):
        with pytest.raises(CodeError) as caught:
            redeem(any_store, typed, now=NOW)
        assert caught.value.message == UNKNOWN


def test_the_code_is_kept_only_as_a_hash(any_store: Store) -> None:
    code = invite(any_store, "Probewerk GmbH", now=NOW)
    with any_store.database.read() as connection:
        (row,) = connection.execute(sa.select(invites)).all()
    kept = " ".join(str(value) for value in row)
    for part in code.split("-"):
        assert part.lower() not in kept.lower()
    assert re.fullmatch(r"[0-9a-f]{64}", row.code_hash)


def test_codes_are_random_and_cannot_be_misread(any_store: Store) -> None:
    codes = [invite(any_store, "E", now=NOW) for _ in range(60)]
    assert len(set(codes)) == 60
    letters = Counter("".join(codes).replace("-", ""))
    assert not set("IO01") & set(letters)
    assert sum(letters.values()) == 60 * 26
    assert len(letters) == 32, "130 bits need all 32 letters"
    assert max(letters.values()) < 4 * min(letters.values())


def test_withdrawing_closes_every_door_of_an_employer_and_no_other(any_store: Store) -> None:
    first, second, other = (invite(any_store, name, now=NOW) for name in ("A", "A", "B"))
    assert withdraw_invites(any_store, "A") == 2
    assert withdraw_invites(any_store, "A") == 0
    assert withdraw_invites(any_store, "nobody") == 0
    for code in (first, second):
        with pytest.raises(CodeError) as caught:
            redeem(any_store, code, now=NOW)
        assert caught.value.message == UNKNOWN
    assert redeem(any_store, other, now=NOW).employer == "B"
    assert [(item.employer, item.withdrawn) for item in list_invites(any_store)] == [
        ("B", False),
        ("A", True),
        ("A", True),
    ]


def test_the_messages_are_translated() -> None:
    for message in (UNKNOWN, EXPIRED):
        assert texts("de")(message) != message

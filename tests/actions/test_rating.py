"""Stars given in the conversation, and what they do to its cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from actions.dialogue import Dialogue
from actions.rating import press
from actions.talk import Talk
from actions.turn import Turn
from bot.serving.backing import Backing, stand_up
from bot.serving.once import memory_database
from bot.settings import Settings
from complaints import Cipher
from complaints.models import CaseFile, Consent, Kind
from knowledge import KnowledgeBase

DAY = date(2026, 11, 24)


@pytest.fixture
def backing(base: KnowledgeBase, tmp_path: Path) -> Iterator[Backing]:
    """The stores in memory."""
    settings = Settings(work=tmp_path)
    made = stand_up(settings, base, memory_database(), Cipher([Cipher.new_key()]))
    yield made
    made.close()


def filed(backing: Backing, kind: Kind, *states: str) -> str:
    """The number of a case of this conversation that went through the states."""
    consent = Consent("personal_data", "1", True, DAY.isoformat())
    cases = backing.services.cases
    cases.save_draft("own", CaseFile(kind, "counterfeit_goods", consents=(consent,)))
    number = cases.submit("own", kind, f"key-{kind}").number
    for state in states:
        cases.move(number, state, "7", "调解不成")  # type: ignore[arg-type]
    return number


def rate(backing: Backing, stars: int) -> str:
    turn = Turn(
        f"{stars}分：挺快的", "rate", DAY, key=f"k{stars}", conversation="own",
        choice={"fact": "rating", "value": str(stars)},
    )  # fmt: skip
    talk = Talk(turn, Dialogue(), backing.services)
    assert press(talk)
    return talk.replies[0].text


def test_a_case_with_an_outcome_is_rated_with_the_help(backing: Backing) -> None:
    number = filed(backing, "complaint", "with_staff", "accepted", "settled")
    still_open = filed(backing, "report", "with_staff")
    rate(backing, 4)
    case = backing.services.cases.by_number(number)
    assert (case.state, case.events[-1].detail) == ("rated", "4分：挺快的")
    assert backing.services.cases.by_number(still_open).state == "with_staff"
    (kept,) = backing.services.ratings.export("own")
    assert (kept["stars"], kept["words"]) == (4, "4分：挺快的")


def test_a_second_rating_leaves_the_case_as_it_was_rated(backing: Backing) -> None:
    number = filed(backing, "complaint", "with_staff", "accepted", "ended")
    rate(backing, 5)
    rate(backing, 1)
    case = backing.services.cases.by_number(number)
    assert (case.state, case.events[-1].detail) == ("rated", "5分：挺快的")
    assert len(backing.services.ratings.export("own")) == 2


def test_without_a_case_the_help_is_rated_all_the_same(backing: Backing) -> None:
    assert rate(backing, 2) != rate(backing, 5)
    assert len(backing.services.ratings.export("own")) == 2

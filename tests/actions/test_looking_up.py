"""A case looked for from another conversation: its number and the end of the telephone, no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from actions.dialogue import Dialogue
from actions.progress import show_case, show_status, take
from actions.talk import Talk
from actions.turn import Turn
from bot.serving.backing import Backing, stand_up
from bot.serving.once import memory_database
from bot.settings import Settings
from complaints import Cipher
from complaints.cases import Case
from complaints.models import CaseFile, Consent
from knowledge import KnowledgeBase

DAY = date(2026, 11, 24)


@pytest.fixture
def backing(base: KnowledgeBase, tmp_path: Path) -> Iterator[Backing]:
    """The stores in memory."""
    settings = Settings(work=tmp_path)
    made = stand_up(settings, base, memory_database(), Cipher([Cipher.new_key()]))
    yield made
    made.close()


def filed(backing: Backing) -> str:
    """The number of a case of somebody whose telephone ends in 1234."""
    consent = Consent("personal_data", "1", True, DAY.isoformat())
    file = CaseFile(
        "complaint",
        "counterfeit_goods",
        fields={"person_phone": "13900001234"},
        consents=(consent,),
    )
    backing.services.cases.save_draft("owner", file)
    return backing.services.cases.submit("owner", "complaint", "key").number


def said(backing: Backing, *texts: str) -> list[str]:
    """What a stranger who sends these messages is told."""
    dialogue, replies = Dialogue(), list[str]()
    for text in texts:
        turn = Turn(text, "give_fact", DAY, conversation="stranger")
        talk = Talk(turn, dialogue, backing.services)
        assert take(talk), text
        dialogue = talk.dialogue
        replies += [reply.text for reply in talk.replies]
    return replies


def test_the_number_with_the_right_tail_shows_the_state(backing: Backing) -> None:
    number = filed(backing)
    (reply,) = said(backing, f"编号{number}，后四位1234")
    assert number in reply
    assert "已提交" in reply


@pytest.mark.parametrize("show", [show_case, show_status])
def test_the_card_says_where_the_case_is_to_be_seen(
    backing: Backing, show: Callable[[Talk, Case], None]
) -> None:
    case = backing.services.cases.by_number(filed(backing))
    talk = Talk(Turn("", "affirm", DAY, conversation="own"), Dialogue(), backing.services)
    show(talk, case)
    (said,) = talk.replies
    assert said.custom
    assert said.custom["status_url"] == f"/case/{case.number}"
    assert said.custom["state_name"] == "已提交"


def test_a_wrong_tail_shows_nothing(backing: Backing) -> None:
    (reply,) = said(backing, f"{filed(backing)} 9999")
    assert "没有找到" in reply
    assert "已提交" not in reply


def test_the_tail_may_come_in_a_message_of_its_own(backing: Backing) -> None:
    asked, reply = said(backing, filed(backing), "1234")
    assert "后四位" in asked
    assert "已提交" in reply


def test_who_guesses_is_told_to_wait(backing: Backing) -> None:
    number = filed(backing)
    replies = said(backing, *(f"{number} {tail}" for tail in range(9000, 9006)))
    assert "分钟" in replies[-1]

"""Conversations as data: read strictly, played as written, and told where they differ."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.channels.port import Incoming, Reply
from evaluation.conversations import BadConversation, Conversation, play, read, read_all

HEAD = "title: 甲\ntoday: 2026-11-24\nturns:\n"
ANSWER: dict[str, Any] = {
    "type": "answer", "cites": [{"text": "民法典第五百八十四条"}], "facts": {"amount": 3999},
    "ask": {"fact": "courier_trouble", "options": [{"id": "lost", "label": "丢了"}]},
}  # fmt: skip


class Parrot:
    """Answers every message with the same reply and remembers what it was sent."""

    def __init__(self, custom: dict[str, Any] | None = None, text: str = "可以要3999元") -> None:
        self.heard: list[Incoming] = []
        self.reply = [Reply(text, custom)]

    async def __call__(self, message: Incoming) -> list[Reply]:
        self.heard.append(message)
        return self.reply


def conversation(*turns: dict[str, Any]) -> Conversation:
    return Conversation.model_validate({"title": "甲", "today": "2026-11-24", "turns": turns})


@pytest.mark.parametrize(
    "text",
    ["", "title: 甲\n", HEAD + "- {}\n", HEAD + "- {user: 甲, button: 乙}\n", HEAD + "- {upload: a.jpg}\n",
     HEAD + "- {user: 甲, sya: [[乙]]}\n", HEAD + "- {user: 甲\n", "title: [\n", "title: 甲\ntitle: 乙\n"],
)  # fmt: skip
def test_a_file_not_of_the_format_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yml"
    path.write_text(text)
    with pytest.raises(BadConversation, match=r"a\.yml: "):
        read(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadConversation):
        read(tmp_path / "a.yml")


def test_every_conversation_of_the_repository_reads() -> None:
    for name, written in read_all().items():
        assert written.turns, name


async def test_a_conversation_is_played_on_its_day_by_one_sender() -> None:
    parrot = Parrot(ANSWER)
    assert await play(conversation({"user": "快递丢了"}, {"button": "丢了"}), parrot) == []
    first, second = parrot.heard
    assert first.conversation == second.conversation
    assert first.key != second.key
    assert first.details == {"day": "2026-11-24"}
    assert second.details["choice"] == {"fact": "courier_trouble", "value": "lost"}


@pytest.mark.parametrize(
    ("turn", "wanted"),
    [
        ({"say": [["3999元", "四千"]]}, None),
        ({"say": [["四千"]]}, "none of"),
        ({"must_not": ["3999"]}, "was said in"),
        ({"must_not": ["四千"]}, None),
        ({"cites": ["民法典第五百八十四条"]}, None),
        ({"cites": ["民法典第一条"]}, "was not cited"),
        ({"facts": {"amount": 3999}}, None),
        ({"facts": {"amount": 1}}, "amount is 3999"),
        ({"asks": "courier_trouble"}, None),
        ({"asks": None}, "asked for 'courier_trouble'"),
        ({"asks": "amount"}, "asked for 'courier_trouble'"),
    ],
)
async def test_what_must_hold_of_a_turn(turn: dict[str, Any], wanted: str | None) -> None:
    failures = [str(f) for f in await play(conversation({"user": "甲", **turn}), Parrot(ANSWER))]
    assert len(failures) == (wanted is not None)
    if wanted:
        assert failures[0].startswith("turn 1: ")
        assert wanted in failures[0]


async def test_a_button_that_was_not_offered_ends_the_conversation() -> None:
    parrot = Parrot(ANSWER)
    failures = await play(conversation({"user": "甲"}, {"button": "碎了"}, {"user": "乙"}), parrot)
    assert [str(failure) for failure in failures] == ["turn 2: no button “碎了” was offered"]
    assert len(parrot.heard) == 1


async def test_silence_is_a_failure() -> None:
    failures = await play(conversation({"user": "甲"}), Parrot(text=" "))
    assert [failure.what for failure in failures] == ["nothing was said"]

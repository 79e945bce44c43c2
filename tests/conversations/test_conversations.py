"""Every file of this folder is played against the trained assistant as a person would meet it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest

from bot.channels.port import Incoming, Reply
from evaluation.conversations import BadConversation, Conversation, Turn, play, read, read_all
from knowledge import CONTENT

CONVERSATIONS = read_all()
Player = Callable[[Incoming], Awaitable[list[Reply]]]


@pytest.mark.parametrize("name", CONVERSATIONS)
async def test_the_conversation_goes_as_written(name: str, assistant: Player) -> None:
    failures = await play(CONVERSATIONS[name], assistant)
    assert not failures, "\n".join(map(str, failures))


def test_every_dispute_has_a_conversation() -> None:
    disputes = {path.stem for path in (CONTENT / "disputes").rglob("*.yml")}
    assert disputes <= set(CONVERSATIONS)


WRONG = [
    ({"say": [["您好"], ["万", "亿"]]}, "none of ['万', '亿'] was said"),
    ({"must_not": ["退"]}, "“退” was said"),
    ({"cites": ["民法典第一条"]}, "民法典第一条 was not cited"),
    ({"facts": {"amount": 4}}, "amount is 3, not 4"),
    ({"facts": {"received_day": date(2026, 3, 8)}}, "received_day is None, not '2026-03-08'"),
    ({"asks": None}, "asked for 'amount', not None"),
    ({"asks": "platform"}, "asked for 'amount', not 'platform'"),
]


async def echo(message: Incoming) -> list[Reply]:
    """A player that always gives the same small answer."""
    custom = {"type": "answer", "cites": [], "facts": {"amount": 3}, "ask": {"fact": "amount"}}
    return [Reply("您好，可以退。", custom)]


@pytest.mark.parametrize(("expected", "complaint"), WRONG)
async def test_what_does_not_hold_is_reported_with_its_turn(
    expected: dict[str, object], complaint: str
) -> None:
    wrong = Turn.model_validate({"user": "在吗", **expected})
    talk = Conversation(title="错的期望", today=date(2026, 11, 24), turns=[Turn(user="好"), wrong])
    (failure,) = await play(talk, echo)
    assert failure.turn == 2
    assert complaint in str(failure)


async def test_a_button_that_was_not_offered_ends_the_play() -> None:
    talk = Conversation(title="没有的选项", today=date(2026, 11, 24), turns=[Turn(button="没有")])
    (failure,) = await play(talk, echo)
    assert "was offered" in str(failure)


async def test_silence_is_reported() -> None:
    async def mute(message: Incoming) -> list[Reply]:
        return []

    talk = Conversation(title="没有回答", today=date(2026, 11, 24), turns=[Turn(user="在吗")])
    assert [failure.what for failure in await play(talk, mute)] == ["nothing was said"]


MALFORMED = {
    "no_title": "today: 2026-11-24\nturns: []\n",
    "two_acts": "title: x\ntoday: 2026-11-24\nturns:\n- {user: a, button: b}\n",
    "no_act": "title: x\ntoday: 2026-11-24\nturns:\n- {say: [[a]]}\n",
    "unknown_field": "title: x\ntoday: 2026-11-24\nturns:\n- {user: a, sya: [[b]]}\n",
    "not_a_day": "title: x\ntoday: soon\nturns: []\n",
    "upload": "title: x\ntoday: 2026-11-24\nturns:\n- {upload: a.png}\n",
    "not_yaml": "title: [\n",
    "empty": "",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_file_is_named(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.yml"
    path.write_text(MALFORMED[name], "utf-8")
    with pytest.raises(BadConversation, match=f"{name}.yml"):
        read(path)

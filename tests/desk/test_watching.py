"""What a page sees of the desk: hours, its place, who has it; on the stream as it happens."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bot.channels.port import Incoming, Reply
from bot.channels.web import Cursor, Standing
from bot.channels.web.stream import events, state
from bot.serving.timeline import Timeline
from bot.serving.web_parts import WebDesk
from complaints.database import unit_of_work
from complaints.staff import Account
from tests.desk.office import Office


@pytest.fixture
def agent(office: Office) -> Account:
    return office.account("小王")


@pytest.fixture
def desk(office: Office) -> WebDesk:
    return WebDesk(office.desk, lambda: office.time)


def ask(office: Office, conversation: str) -> int:
    return office.desk.ask(conversation, "摘要", "asked", f"key {conversation}").id


def test_the_desk_says_when_it_is_open(office: Office, desk: WebDesk) -> None:
    assert state(desk, None) == {"open": True, "hours": "周一至周五 09:00–17:30"}
    office.later(hours=8)
    assert state(desk, None)["open"] is False


def test_a_conversation_has_its_place_then_somebody_then_none(
    office: Office, desk: WebDesk, agent: Account
) -> None:
    assert desk.standing("c") == Standing("bot")
    first, second = ask(office, "other"), ask(office, "c")
    assert desk.standing("c") == Standing("waiting", place=2)
    office.desk.claim(first, agent)
    assert desk.standing("c") == Standing("waiting", place=1)
    office.desk.claim(second, agent)
    assert desk.standing("c") == Standing("claimed", staff="小王")
    office.desk.hand_back(second, agent)
    assert desk.standing("c") == Standing("bot")


class Watch:
    """A stream, read all the time as by a page."""

    def __init__(self, office: Office, desk: WebDesk) -> None:
        timeline = Timeline(office.engine, office.cipher, office.mailbox.bell)
        self._stream = events(timeline, desk, "c", Cursor(), asyncio.Event())
        self._seen: dict[str, asyncio.Queue[dict[str, Any]]] = {
            "desk": asyncio.Queue(),
            "message": asyncio.Queue(),
        }

    async def _read(self) -> None:
        async for event in self._stream:
            lines = dict(line.split(": ", 1) for line in event.decode().split("\n") if line)
            if name := lines.get("event"):
                self._seen[name].put_nowait(json.loads(lines["data"]))

    async def __aenter__(self) -> Watch:
        self._task = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *error: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def next(self, name: str) -> dict[str, Any]:
        """The data of the next event of that name."""
        return await asyncio.wait_for(self._seen[name].get(), 5)


async def test_the_stream_tells_when_somebody_comes_speaks_and_goes(
    office: Office, desk: WebDesk, agent: Account
) -> None:
    number = ask(office, "c")
    async with Watch(office, desk) as watch:
        assert (await watch.next("desk"))["place"] == 1
        await asyncio.to_thread(office.desk.claim, number, agent)
        assert (await watch.next("desk"))["staff"] == "小王"
        assert "人工已接入" in (await watch.next("message"))["text"]
        await asyncio.to_thread(office.desk.say, number, agent, "您好")
        said = await watch.next("message")
        assert (said["who"], said["text"], "turn" in said) == ("staff", "您好", False)
        office.mailbox.keep(Incoming("web", "c", "c/k9", "另一个窗口说的"))
        assert (await watch.next("message"))["turn"] == "k9"
        await asyncio.to_thread(office.desk.hand_back, number, agent)
        assert (await watch.next("desk"))["state"] == "bot"
        assert (await watch.next("message"))["custom"]["state"] == "back"


async def test_what_is_undone_is_not_told(office: Office, desk: WebDesk) -> None:
    async with Watch(office, desk) as watch:
        await watch.next("desk")
        with pytest.raises(RuntimeError), unit_of_work(office.engine):
            office.mailbox.post("c", Reply("收回的话"), "bot")
            raise RuntimeError
        office.mailbox.post("c", Reply("算数的话"), "bot")
        assert (await watch.next("message"))["text"] == "算数的话"

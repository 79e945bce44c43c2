"""The stream on a real server: order, coming back without loss, the desk, tabs, and its end."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, Queue
from typing import Any

import httpx
import pytest

from bot.channels.web import Standing, stream
from tests.services.widget.scripted import play
from tests.services.widget.stage import Stage

WEB = "/webhooks/web"
SOON = 5


@pytest.fixture(scope="module")
def server() -> Iterator[Stage]:
    with Stage(play=play) as one:
        yield one


class Person:
    """Somebody with a token, who talks and listens."""

    def __init__(self, server: Stage) -> None:
        self.url, self.server = server.url + WEB, server
        begun = httpx.post(f"{self.url}/session").json()
        self.conversation = begun["conversation"]
        self.headers = {"Authorization": f"Bearer {begun['token']}"}

    def say(self, text: str, key: str) -> dict[str, Any]:
        body = {"text": text, "id": key}
        reply = httpx.post(f"{self.url}/send", headers=self.headers, json=body)
        reply.raise_for_status()
        answered: dict[str, Any] = reply.json()
        return answered

    @contextmanager
    def listening(self, seen: str = "", query: str = "") -> Iterator[Listener]:
        headers = {**self.headers, **({"Last-Event-ID": seen} if seen else {})}
        with httpx.stream("GET", f"{self.url}/stream{query}", headers=headers, timeout=30) as reply:
            assert reply.status_code == 200
            yield Listener(reply)

    def post(self, text: str, who: str = "staff") -> None:
        self.server.post(text, who=who, to=self.conversation)

    def stand(self, standing: Standing) -> None:
        self.server.stand(standing, of=self.conversation)


class Listener:
    """The events of one stream as they come."""

    def __init__(self, reply: httpx.Response) -> None:
        self.headers = reply.headers
        self._events: Queue[dict[str, str] | None] = Queue()
        threading.Thread(target=self._read, args=(reply,), daemon=True).start()

    def _read(self, reply: httpx.Response) -> None:
        event: dict[str, str] = {}
        try:
            for line in reply.iter_lines():
                name, _, value = line.partition(": ")
                if line:
                    event[name or "comment"] = value
                else:
                    self._events.put(event)
                    event = {}
        except (httpx.TransportError, httpx.StreamError):
            pass
        self._events.put(None)

    def next(self, name: str = "message") -> tuple[str | None, dict[str, Any]]:
        """Id and data of the next event of that name."""
        while True:
            event = self._events.get(timeout=SOON)
            assert event is not None, "the stream has ended"
            if event.get("event") == name:
                return event.get("id"), json.loads(event["data"])

    def texts(self, count: int) -> list[str]:
        return [self.next()[1]["text"] for _ in range(count)]

    def comment(self) -> bool:
        return "comment" in (self._events.get(timeout=SOON) or {})

    def quiet(self) -> bool:
        try:
            return self._events.get(timeout=0.3) is None
        except Empty:
            return True

    def ends(self, seconds: float = SOON) -> None:
        over = time.monotonic() + seconds
        while self._events.get(timeout=max(0.01, over - time.monotonic())) is not None:
            pass


def test_it_begins_with_the_desk_and_what_was_said_and_goes_on(server: Stage) -> None:
    person = Person(server)
    person.say("一", "k1")
    with person.listening() as tab:
        assert tab.headers["content-type"].startswith("text/event-stream")
        assert tab.headers["x-accel-buffering"] == "no"
        assert tab.headers["cache-control"] == "no-store"
        cursor, desk = tab.next("desk")
        assert cursor is None
        assert desk == {"open": True, "hours": "周一至周五 09:00–17:30", "state": "bot"}
        assert tab.texts(2) == ["一", "听到：1个字"]
        person.post("我是小王")
        person.say("二二", "k2")
        assert tab.texts(3) == ["我是小王", "二二", "听到：2个字"]


def test_a_message_is_what_the_history_says_it_is(server: Stage) -> None:
    person = Person(server)
    sent = person.say("电话题", "k1")
    person.say("13812345678", "k2")
    with person.listening() as tab:
        streamed = [tab.next() for _ in range(4)]
    told = httpx.get(f"{person.url}/messages", headers=person.headers).json()
    assert [message for _, message in streamed] == told["messages"]
    assert streamed[-1][0] == told["last"]
    assert sent["replies"] == [told["messages"][1]]
    assert told["messages"][1]["turn"] == "k1"
    assert told["messages"][2]["text"] == "138******78"


@pytest.mark.parametrize("by", ["header", "query"])
def test_whoever_comes_back_gets_what_came_meanwhile_once(server: Stage, by: str) -> None:
    person = Person(server)
    person.say("一", "k1")
    with person.listening() as tab:
        tab.next()
        cursor, _ = tab.next()
        assert cursor
    person.say("二", "k2")
    person.post("我是小王")
    back = {"seen": cursor} if by == "header" else {"query": f"?after={cursor}"}
    with person.listening(**back) as tab:
        assert tab.texts(3) == ["二", "听到：1个字", "我是小王"]
        assert tab.quiet()


def test_coming_back_at_any_point_loses_and_doubles_nothing(server: Stage) -> None:
    person = Person(server)
    for number in range(3):
        person.say(f"第{number}句", f"k{number}")
        person.post(f"插话{number}")
    whole = httpx.get(f"{person.url}/messages", headers=person.headers).json()["messages"]
    read: list[dict[str, Any]] = []
    cursor = "0.0"
    while len(read) < len(whole):
        with person.listening(cursor) as tab:
            seen, message = tab.next()
            assert seen
            read, cursor = [*read, message], seen
    assert read == whole


def test_the_header_counts_more_than_where_it_began(server: Stage) -> None:
    person = Person(server)
    cursor = person.say("一", "k1")["last"]
    person.say("二二", "k2")
    with person.listening(cursor, "?after=0.0") as tab:
        assert tab.texts(1) == ["二二"]


def test_the_desk_is_told_whenever_it_is_another(server: Stage) -> None:
    person = Person(server)
    with person.listening() as tab:
        assert tab.next("desk")[1]["state"] == "bot"
        person.stand(Standing("waiting", place=2))
        found = tab.next("desk")[1]
        assert (found["state"], found["place"]) == ("waiting", 2)
        person.stand(Standing("claimed", staff="小王"))
        found = tab.next("desk")[1]
        assert (found["state"], found["staff"], "place" in found) == ("claimed", "小王", False)
        person.stand(Standing("bot"))
        assert tab.next("desk")[1]["state"] == "bot"
        person.post("没有变")
        assert tab.texts(1) == ["没有变"]
        assert tab.quiet()


def test_the_queue_moves_without_a_ring(server: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LOOK", 0.05)
    person = Person(server)
    server.people.standings[person.conversation] = Standing("waiting", place=2)
    with person.listening() as tab:
        assert tab.next("desk")[1]["place"] == 2
        server.people.standings[person.conversation] = Standing("waiting", place=1)
        assert tab.next("desk")[1]["place"] == 1


def test_what_is_silent_is_kept_alive(server: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "ALIVE", 0.05)
    with Person(server).listening() as tab:
        tab.next("desk")
        assert tab.comment()


def test_it_ends_after_its_time(server: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LONGEST", 0.2)
    with Person(server).listening() as tab:
        tab.ends()


def test_one_tab_too_many_ends_the_oldest_and_no_other(server: Stage) -> None:
    from contextlib import ExitStack

    person, other = Person(server), Person(server)
    with ExitStack() as open_tabs, other.listening() as elsewhere:
        tabs = []
        for _ in range(stream.TABS + 1):
            tab = open_tabs.enter_context(person.listening())
            tab.next("desk")
            tabs.append(tab)
        tabs[0].ends()
        person.post("还在")
        assert [tab.texts(1) for tab in tabs[1:]] == [["还在"]] * stream.TABS
        other.post("也在")
        assert elsewhere.texts(1) == ["也在"]


def test_after_everything_was_forgotten_it_is_quiet_and_goes_on(server: Stage) -> None:
    person = Person(server)
    cursor = person.say("一", "k1")["last"]
    server.talk.forget(person.conversation)
    with person.listening(cursor) as tab:
        tab.next("desk")
        assert tab.quiet()
        person.say("二", "k2")
        assert tab.texts(2) == ["二", "听到：1个字"]


def test_anothers_stream_is_not_to_be_had(server: Stage) -> None:
    owner, other = Person(server), Person(server)
    cursor = owner.say("我的", "k1")["last"]
    for back in ("", "0.0", cursor):
        with other.listening(back) as tab:
            tab.next("desk")
            assert tab.quiet()
    reply = httpx.get(f"{owner.url}/stream", headers={"Authorization": "Bearer x"})
    assert reply.status_code == 401
    assert httpx.get(f"{owner.url}/stream").status_code == 401
    headers = {**owner.headers, "Origin": "https://evil.example"}
    assert httpx.get(f"{owner.url}/stream", headers=headers).status_code == 403


@pytest.mark.parametrize("cursor", ["x", "1", "-1.2", "1.2.3", "9" * 40])
def test_what_is_no_cursor_is_refused(server: Stage, cursor: str) -> None:
    person = Person(server)
    reply = httpx.get(f"{person.url}/stream?after={cursor}", headers=person.headers)
    assert reply.status_code == 400
    assert reply.headers["content-type"] == "application/problem+json"


def test_a_server_that_stops_ends_its_streams_and_does_not_wait_for_them() -> None:
    server = Stage(play=play, grace=60)
    server.start()
    with Person(server).listening() as tab:
        tab.next("desk")
        began = time.monotonic()
        stopping = threading.Thread(target=server.stop)
        stopping.start()
        tab.ends(2)
        stopping.join(5)
        assert time.monotonic() - began < 2
        assert server.stopped

"""A running server whose assistant says what a test makes it say, for pages of any origin allowed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from typing import Any

import uvicorn
from fastapi import FastAPI

from bot.channels import page, problems, web
from bot.channels.port import Incoming, Reply
from bot.channels.web import Codes, Limits, Sessions, Standing, Streams
from bot.serving.process import Server
from bot.settings import ROOT
from complaints import Cipher
from tests.fakes.web_parts import Document, People, parts
from tests.serving.server import free_port

Play = Callable[[Incoming], list[Reply]]


def repeated(message: Incoming) -> list[Reply]:
    """The words themselves, and what came with them."""
    details = message.details
    return [Reply(f"听到：{message.text}" + (f"（{details}）" if details else ""))]


class Stage:
    """The server in a thread of this process, with what stands behind it at hand. `cards` is what
    it says, by the person's words; to any others it says what `play` does."""

    def __init__(self, origins: Sequence[str] = (), play: Play = repeated, grace: int = 1) -> None:
        app, self._play = FastAPI(), play
        self.cards: dict[str, list[Reply]] = {}
        whole, self.talk, self.files = parts(self._answer)
        assert isinstance(whole.desk, People)
        self.people = whole.desk
        cipher, used = Cipher([Cipher.new_key()]), set[str]()
        self.sessions = Sessions(cipher, origins)
        self.codes = Codes(cipher, lambda code: code not in used and not used.add(code))
        self.streams = Streams()
        problems.install(app, web.LARGER)
        web.allow(app, origins)
        many = Limits(100_000, 100_000, 100_000)
        app.include_router(web.router(whole, self.sessions, many, self.streams, self.codes))
        self.doors = [
            (method.upper(), path)
            for path, ways in app.openapi()["paths"].items()
            for method in ways
        ]
        app.include_router(page.router(ROOT / "web", origins))
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        config = uvicorn.Config(
            app, port=self.port, log_level="error", ws="none", timeout_graceful_shutdown=grace
        )
        self._server = Server(config, self.streams)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _answer(self, message: Incoming) -> list[Reply]:
        """What is on the cards, else what the play says."""
        if message.text in self.cards:
            return self.cards[message.text]
        return self._play(message)

    def _run(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._loop.run_until_complete(self._server.serve())
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
            self._loop.run_until_complete(asyncio.wait([task]))
        self._loop.close()

    def start(self) -> None:
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
            self._thread.join(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)

    @property
    def stopped(self) -> bool:
        return not self._thread.is_alive()

    def __enter__(self) -> Stage:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def teach(self, words: str, custom: dict[str, Any] | None, text: str = "") -> str:
        """From now on `words` are answered with that card; returns them."""
        self.cards[words] = [Reply(text or f"（{words}）", custom)]
        return words

    @property
    def conversation(self) -> str:
        """The conversation that spoke last."""
        return list(self.talk.taken.values())[-1].conversation

    def post(
        self, text: str, custom: dict[str, Any] | None = None, who: str = "staff", to: str = ""
    ) -> None:
        """Something is said unasked, to the conversation that spoke last or to another."""
        self._soon(self.talk.post, to or self.conversation, Reply(text, custom), who)

    def stand(self, standing: Standing, of: str = "") -> None:
        """The desk puts the conversation that spoke last, or another, there, and rings."""
        conversation = of or self.conversation

        def move() -> None:
            self.people.standings[conversation] = standing
            self.talk.bell.ring(conversation)

        self._soon(move)

    def give(self, document: Document) -> None:
        self.files.made[self.conversation] = [document]

    def _soon(self, act: Callable[..., object], *given: object) -> None:
        """Do something in the server's own thread."""
        assert self._loop
        self._loop.call_soon_threadsafe(act, *given)

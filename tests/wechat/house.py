"""The channel on real stores with a scripted assistant, and WeChat before it; time jumps."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

import httpx
from fastapi import FastAPI
from sqlalchemy import Engine

from bot.channels import problems
from bot.channels.port import Incoming, Reply
from bot.channels.wechat import HOST, Account, AesKey, Api, Channel, Parts, StableTokens
from bot.channels.wechat.inbound import conversation_of
from bot.serving.storage import Mailbox
from bot.serving.turns import Turns
from bot.serving.wechat_outbox import WeChatOutbox
from bot.serving.wechat_store import People, TokenKeep
from complaints import Cipher
from tests.fakes.web_parts import Files
from tests.fakes.wechat import ANN, APP_ID, KEYS, TOKEN, WeChat

GREETING = "您好，我是维权助手。"
MENU = {"result": "我的投诉到哪一步了", "human": "转人工"}


@dataclass(frozen=True)
class Seen:
    """As `Article` and `Rendered` are seen by the channel."""

    parts: tuple[str, ...]
    article: Any = None


@dataclass(frozen=True)
class Card:
    title: str
    description: str
    url: str


@dataclass(frozen=True)
class Pressed:
    label: str
    details: dict[str, Any]


class Looks:
    """A text breaks at |, and in more than three pieces it is a card; a number is a choice of the
    last reply's options."""

    def render(self, replies: Sequence[Reply], page: str | None) -> Seen:
        parts = tuple(part for reply in replies for part in reply.text.split("|"))
        if len(parts) > 3 and page:
            return Seen(parts[:1], Card("全文", "打开看", page))
        return Seen(parts)

    def pick(self, replies: Sequence[Reply], text: str) -> Pressed | None:
        options = (replies[-1].custom or {}).get("options", []) if replies else []
        if text.isdigit() and 0 < int(text) <= len(options):
            return Pressed(options[int(text) - 1], {"choice": {"fact": "toy", "value": text}})
        return None


@dataclass
class Desk:
    """Our desk, as a test puts it."""

    standing: Literal["bot", "waiting", "claimed"] = "bot"
    after_turn: Literal["bot", "waiting", "claimed"] | None = None
    withdrawn: list[str] = field(default_factory=list)

    def state(self, conversation: str) -> Literal["bot", "waiting", "claimed"]:
        return self.standing

    def withdraw(self, conversation: str) -> None:
        self.withdrawn.append(conversation)
        self.standing = "bot"


class Assistant:
    """Answers 答：and the words, after as many seconds as the words begin with."""

    def __init__(self, desk: Desk) -> None:
        self.heard: list[Incoming] = []
        self.silent, self.dead, self.desk = False, False, desk

    async def answer(self, message: Incoming) -> list[Reply]:
        self.heard.append(message)
        seconds, _, text = message.text.partition("s ")
        if text:
            await asyncio.sleep(float(seconds))
        if self.dead:
            await asyncio.Event().wait()
        if self.desk.after_turn:
            self.desk.standing = self.desk.after_turn
        if self.silent:
            return []
        return [Reply(f"答：{text or message.text}", {"type": "toy", "options": ["yes", "no"]})]


class House:
    """One process of ours."""

    def __init__(self, engine: Engine, wechat: WeChat, cipher: Cipher, **account: Any) -> None:
        self.wechat, self.engine = wechat, engine
        self.desk, self.files = Desk(), Files()
        self.assistant = Assistant(self.desk)
        self.mailbox = Mailbox(engine, cipher)
        now = self.now
        self.turns = Turns(engine, self.mailbox, self.assistant, lambda: Reply("抱歉"), 60)
        self.people = People(engine, cipher, now)
        self.outbox = WeChatOutbox(engine, cipher, self.mailbox, now)
        parts = Parts(
            self.turns, self.outbox, self.people, self.files, self.desk, Looks(),
            lambda conversation: f"https://example.cn/chat#c={conversation}",
        )  # fmt: skip
        client = httpx.AsyncClient(transport=httpx.MockTransport(wechat.called), base_url=HOST)
        self.keep = TokenKeep(engine, cipher, APP_ID, now)
        self.tokens = StableTokens(client, self.keep, APP_ID, "secret", now)
        self.api = Api(client, self.tokens)
        given = {
            "app_id": APP_ID, "token": TOKEN, "mode": "safe", "verified": True,
            "keys": [AesKey(key, APP_ID) for key in KEYS], "transfers": False,
            "greeting": GREETING, "menu": MENU, "a_minute": 40, **account,
        }  # fmt: skip
        self.channel = Channel(Account(**given), parts, self.api, lambda: wechat.now)
        self.app = FastAPI()
        problems.install(self.app)
        self.app.include_router(self.channel.router)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.wechat.now, UTC)

    def conversation(self, person: str = ANN) -> str:
        return conversation_of(APP_ID, person)

    def staff_say(self, text: str, person: str = ANN) -> None:
        self.mailbox.post(self.conversation(person), Reply(text), "staff")


@asynccontextmanager
async def opened(
    engine: Engine, wechat: WeChat | None = None, **account: Any
) -> AsyncIterator[House]:
    """A house with its door open."""
    wechat = wechat or WeChat(mode=account.get("mode", "safe"))
    house = House(engine, wechat, Cipher([Cipher.new_key()]), **account)
    wechat.app = house.app
    async with house.channel.running():
        yield house

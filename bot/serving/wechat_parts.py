"""The WeChat channel on our stores: what `bot.channels.wechat` asks for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import httpx
from fastapi import APIRouter
from sqlalchemy import Engine

from bot.channels.port import Conversations, Reply
from bot.channels.web import Codes
from bot.channels.wechat import HOST, Account, AesKey, Api, Channel, Parts, StableTokens
from bot.channels.wechat.choices import Choice, choices_of, pick
from bot.channels.wechat.menu import load
from bot.channels.wechat.parts import Evidence
from bot.channels.wechat.render import Rendered, render
from bot.channels.wechat.words import GREETING
from bot.serving.backing import Backing
from bot.serving.wechat_outbox import WeChatOutbox
from bot.serving.wechat_store import People, TokenKeep
from bot.settings import Settings
from complaints import Cipher
from complaints.desk import Desk


@dataclass(frozen=True)
class WeChatDoor:
    """The door, and what runs behind it while the server does."""

    router: APIRouter
    running: Callable[[], AbstractAsyncContextManager[None]]


def wechat_door(
    settings: Settings,
    backing: Backing,
    conversations: Conversations,
    evidence: Evidence,
    codes: Codes,
) -> WeChatDoor | None:
    """The channel of the account in the settings; None without one."""
    if not settings.wechat_app_id:
        return None
    client = open_client()
    channel = open_wechat(settings, backing, conversations, evidence, codes, client)

    @asynccontextmanager
    async def running() -> AsyncIterator[None]:
        async with client, channel.running():
            yield

    return WeChatDoor(channel.router, running)


def open_wechat(
    settings: Settings,
    backing: Backing,
    conversations: Conversations,
    evidence: Evidence,
    codes: Codes,
    client: httpx.AsyncClient,
) -> Channel:
    """The channel on our stores; `client` calls WeChat."""
    services, engine, cipher = backing.services, backing.engine, backing.cipher

    def page(conversation: str) -> str | None:
        base = settings.wechat_page
        return f"{base}/chat#c={codes.make(conversation)}" if base else None

    parts = Parts(
        conversations,
        WeChatOutbox(engine, cipher, backing.mailbox, services.now),
        People(engine, cipher, services.now),
        evidence,
        _Desk(services.desk),
        _Looks(),
        page,
    )
    api = open_api(settings, engine, cipher, client, services.now)
    return Channel(account_of(settings), parts, api)


def open_api(
    settings: Settings,
    engine: Engine,
    cipher: Cipher,
    client: httpx.AsyncClient,
    now: Callable[[], datetime],
) -> Api:
    """WeChat's interfaces, with the token that all processes share."""
    app_id, secret = settings.wechat_app_id, settings.wechat_secret.get_secret_value()
    keep = TokenKeep(engine, cipher, app_id, now)
    return Api(client, StableTokens(client, keep, app_id, secret, now))


def open_client() -> httpx.AsyncClient:
    """A client for WeChat's fixed host; what it is told to go elsewhere for is not followed."""
    return httpx.AsyncClient(base_url=HOST, follow_redirects=False)


def account_of(settings: Settings) -> Account:
    """The account that the settings describe."""
    return Account(
        app_id=settings.wechat_app_id,
        token=settings.wechat_token.get_secret_value(),
        mode=settings.wechat_mode,
        keys=[AesKey(key, settings.wechat_app_id) for key in settings.wechat_keys],
        verified=settings.wechat_verified,
        transfers=settings.wechat_handoff == "wechat_kf",
        greeting=GREETING.format(operator=settings.operator, kept=settings.kept_words),
        menu=load().said,
        a_minute=settings.messages_a_minute,
    )


class _Desk:
    """The desk by the names the channel uses."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def state(self, conversation: str) -> Literal["bot", "waiting", "claimed"]:
        found = self._desk.open(conversation)
        if found is None:
            return "bot"
        return "claimed" if found.state == "claimed" else "waiting"

    def withdraw(self, conversation: str) -> object:
        return self._desk.withdraw(conversation)


class _Looks:
    """Replies as `bot.channels.wechat.render` shows them."""

    def render(self, replies: Sequence[Reply], page: str | None) -> Rendered:
        return render(replies, page)

    def pick(self, replies: Sequence[Reply], text: str) -> Choice | None:
        return pick(choices_of(replies), text)

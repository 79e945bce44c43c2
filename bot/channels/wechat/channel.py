"""The channel of one account: everything below put together."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import APIRouter

from bot.channels.web.rates import Rate
from bot.channels.wechat import door
from bot.channels.wechat.api import Api
from bot.channels.wechat.crypto import AesKey
from bot.channels.wechat.delivery import Delivery
from bot.channels.wechat.envelope import Envelope, Mode
from bot.channels.wechat.flow import Flow, Holds
from bot.channels.wechat.parts import Parts
from bot.channels.wechat.push import Pusher
from bot.channels.wechat.work import Work


@dataclass(frozen=True)
class Account:
    """An official account. `token` signs pushes, `keys` encrypt them (the newest first).
    `verified`: it may write first. `transfers`: WeChat's own desk takes people over, not ours.
    `greeting` is what a new follower reads, `menu` what the keys of its menu say; one person may
    write `a_minute` times."""

    app_id: str
    token: str
    mode: Mode
    keys: Sequence[AesKey]
    verified: bool
    transfers: bool
    greeting: str
    menu: Mapping[str, str]
    a_minute: int


class Channel:
    """The door of an account, and what runs behind it. `now` gives seconds since 1970."""

    def __init__(
        self, account: Account, parts: Parts, api: Api, now: Callable[[], float] = time.time
    ) -> None:
        holds = Holds()
        delivery = Delivery(parts)
        self._pusher = Pusher(
            api, delivery, parts.outbox, parts.people, holds, verified=account.verified
        )
        work = Work(
            parts,
            api.picture,
            account.menu,
            account.greeting,
            self._pusher.allowed,
            Rate(account.a_minute, now),
            account.transfers,
        )
        self._flow = Flow(work, delivery, parts.people, self._pusher, holds, now)
        envelope = Envelope(account.mode, account.token, account.keys, now)
        self.router: APIRouter = door.router(envelope, self._flow, account.app_id, now)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Push what is due while inside; on leaving, what is under way ends."""
        sweep = asyncio.create_task(self._pusher.run())
        try:
            yield
        finally:
            sweep.cancel()
            await asyncio.gather(sweep, return_exceptions=True)
            await self._flow.finish()
            await self._pusher.finish()

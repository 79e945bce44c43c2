"""The real server, except that a turn waits before and after the assistant has answered.

Run by tests that kill it in the middle: `python tests/fakes/slow_server.py SECONDS`.
"""

from __future__ import annotations

import asyncio
import sys

from bot.channels.port import Incoming, Reply
from bot.rasa_runtime import prepare

prepare()

from bot.serving import assistant, process  # noqa: E402
from bot.settings import Settings  # noqa: E402


class SlowAssistant(assistant.Assistant):
    async def answer(self, message: Incoming) -> list[Reply]:
        await asyncio.sleep(float(sys.argv[1]))
        replies = await super().answer(message)
        await asyncio.sleep(float(sys.argv[1]))
        return replies


assistant.Assistant = SlowAssistant  # type: ignore[misc]
process.serve(Settings(), print)

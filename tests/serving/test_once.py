"""The service as a function, beside others in the same process."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import uuid4

from bot.channels.port import Incoming, Reply
from bot.serving.backing import stand_up
from bot.serving.once import memory_database
from bot.settings import Settings
from complaints import Cipher, services
from knowledge import KnowledgeBase


async def test_it_answers_on_its_own_stores_whoever_was_stood_up_since(
    assistant: Callable[[Incoming], Awaitable[list[Reply]]], base: KnowledgeBase, tmp_path: Path
) -> None:
    conversation = uuid4().hex
    later = stand_up(Settings(work=tmp_path), base, memory_database(), Cipher([Cipher.new_key()]))
    try:
        details = {"choice": {"fact": "rating", "value": "4"}}
        await assistant(Incoming("web", conversation, uuid4().hex, "4分", details))
        assert [one["stars"] for one in services().ratings.export(conversation)] == [4]
        assert later.services.ratings.export(conversation) == []
    finally:
        later.close()

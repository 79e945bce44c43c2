"""Every conversation of tests/conversations, read as WeChat shows it and answered by number."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.channels.port import Incoming, Reply
from bot.channels.wechat.choices import pick
from bot.channels.wechat.render import MOST_DESCRIPTION, MOST_PARTS, MOST_TITLE, render
from bot.channels.wechat.splitting import LIMIT
from evaluation.conversations import Surface, play, read_all

CONVERSATIONS = read_all()
Player = Callable[[Incoming], Awaitable[list[Reply]]]
PAGE = "https://weiquan.example.org/chat#c=abcdefghijklmnopqrstuvwxyz"
MARKUP = re.compile(r"<[A-Za-z/!?]|&(?:[a-z]+|#\d+);|\*\*|^#+ |\]\(", re.MULTILINE)


def words(replies: list[Reply]) -> str:
    """All that is read; what must hold of every turn is checked on the way."""
    rendered = render(replies, None)
    assert rendered.parts and rendered.article is None
    for part in rendered.parts:
        assert part.strip() and len(part.encode()) <= LIMIT
        assert not MARKUP.search(part), part
    for choice in rendered.choices:
        assert pick(rendered.choices, choice.label) == choice
        if choice.number:
            assert pick(rendered.choices, str(choice.number)) == choice
            line = f"{choice.number}. {choice.label}"
            assert choice.fact == "rating" or line in rendered.parts[-1]
    check_page(replies)
    return "\n".join(rendered.parts)


def check_page(replies: list[Reply]) -> None:
    """With a page no turn takes more messages than may be pushed, and none loses its question."""
    whole, short = render(replies, None), render(replies, PAGE)
    assert short.choices == whole.choices
    assert len(short.parts) <= MOST_PARTS
    assert all(len(part.encode()) <= LIMIT for part in short.parts)
    if short.article:
        assert len(whole.parts) > MOST_PARTS
        assert 0 < len(short.article.title) <= MOST_TITLE
        assert 0 < len(short.article.description) <= MOST_DESCRIPTION
        assert short.article.url == PAGE
    for choice in (choice for choice in short.choices if choice.number):
        assert choice.fact == "rating" or choice.label in short.parts[-1]


def press(label: str, replies: list[Reply]) -> tuple[str, dict[str, Any]] | None:
    """The button's number, typed."""
    choices = render(replies, None).choices
    offered = next((choice for choice in choices if choice.label == label), None)
    chosen = pick(choices, str(offered.number)) if offered else None
    return (chosen.label, chosen.details) if chosen else None


@pytest.mark.parametrize("name", CONVERSATIONS)
async def test_the_conversation_goes_as_written(name: str, assistant: Player) -> None:
    failures = await play(CONVERSATIONS[name], assistant, Surface(words, press))
    assert not failures, "\n".join(map(str, failures))

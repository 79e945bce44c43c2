"""The talk as a file: who said what, masked, as text and as PDF; and the rating."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from typing import Any
from urllib.parse import quote

import pypdfium2
import pytest

from bot.channels.port import Incoming, Reply
from bot.channels.web import Limits, NoFont
from bot.channels.web.talk import rated
from bot.serving.backing import fonts
from bot.serving.web_parts import Press
from complaints import services
from tests.serving.web_house import WEB, House, assert_problem, made

PHONE = {"type": "form_question", "field": "person_name", "kind": "name", "private": True}


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async for one in made(Limits(1000, 1000, 1000)):
        yield one


async def talked(house: House) -> dict[str, str]:
    """Somebody who has told a story, answered in private and heard from staff."""
    who = await house.begin()
    house.talk.answer = lambda message: [Reply("您叫什么名字？", PHONE)]
    await house.say(who, "手机是假的，打我13812345678", id="k1")
    house.talk.answer = lambda message: [Reply("记下了。\n下一步：提交。")]
    await house.say(who, "欧阳小明", id="k2")
    conversation = await house.conversation(who)
    house.talk.post(conversation, Reply("我是小王"))
    house.talk.post(conversation, Reply("人工服务已结束"), "system")
    return who


async def test_the_text_says_who_spoke_when_and_hides_what_is_private(house: House) -> None:
    who = await talked(house)
    reply = await house.client.get(f"{WEB}/transcript?format=txt", headers=who)
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert quote("维权助手-对话.txt") in reply.headers["content-disposition"]
    assert reply.headers["content-disposition"].startswith("attachment")
    head, _, talk = reply.text.partition("\n\n")
    assert head.startswith("维权助手对话记录\n保存于20")
    assert "遮住" in head
    assert talk == (
        "2026-11-24 09:00 您\n手机是假的，打我138******78\n\n"
        "2026-11-24 09:00 维权助手\n您叫什么名字？\n\n"
        "2026-11-24 09:00 您\n欧***\n\n"
        "2026-11-24 09:00 维权助手\n记下了。\n下一步：提交。\n\n"
        "2026-11-24 09:00 人工\n我是小王\n\n"
        "2026-11-24 09:00 通知\n人工服务已结束\n"
    )


async def test_the_pdf_says_the_same(house: House) -> None:
    who = await talked(house)
    house.printer.press = Press(fonts(), lambda: date(2026, 11, 24))
    reply = await house.client.get(f"{WEB}/transcript?format=pdf", headers=who)
    assert reply.headers["content-type"] == "application/pdf"
    assert quote("维权助手-对话.pdf") in reply.headers["content-disposition"]
    pdf = pypdfium2.PdfDocument(reply.content)
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "您" in text
    assert "手机是假的，打我138******78" in text
    assert "欧***" in text
    assert "13812345678" not in text


async def test_without_a_font_the_way_to_a_text_is_shown(house: House) -> None:
    with pytest.raises(NoFont):
        Press(None, lambda: date(2026, 11, 24)).pdf("题", [])
    reply = await house.client.get(f"{WEB}/transcript?format=pdf", headers=await house.begin())
    assert_problem(reply, 503, "txt")


async def test_another_format_is_none(house: House) -> None:
    who = await house.begin()
    for kind in ("html", "PDF", ""):
        reply = await house.client.get(f"{WEB}/transcript?format={kind}", headers=who)
        assert_problem(reply, 400, "txt")


async def test_a_transcript_is_ones_own(house: House) -> None:
    await talked(house)
    reply = await house.client.get(f"{WEB}/transcript", headers=await house.begin())
    assert "手机" not in reply.text
    assert_problem(await house.client.get(f"{WEB}/transcript"), 401)


# --- rating -----------------------------------------------------------------------------------


async def test_a_rating_is_the_turn_of_the_card_with_the_words_behind_it(house: House) -> None:
    who = await house.begin()
    house.talk.answer = lambda message: [Reply(f"听到{message.text}")]
    body = {"id": "r1", "stars": 4, "words": " 挺快的 "}
    first = await house.client.post(f"{WEB}/rating", headers=who, json=body)
    assert [one["text"] for one in first.json()["replies"]] == ["听到4分：挺快的"]
    assert first.json()["replies"][0]["turn"] == "r1"
    again = await house.client.post(f"{WEB}/rating", headers=who, json=body)
    assert again.json() == first.json()
    (taken,) = house.talk.taken.values()
    assert taken.details == {"choice": {"fact": "rating", "value": "4"}}
    await house.client.post(f"{WEB}/rating", headers=who, json={"id": "r2", "stars": 1})
    assert list(house.talk.taken.values())[-1].text == "1分"


BAD: dict[str, tuple[Any, int, str]] = {
    "no id": ({"stars": 5}, 400, "id"),
    "no stars": ({"id": "r"}, 400, "stars"),
    "none at all": ({"id": "r", "stars": 0}, 400, "stars"),
    "six": ({"id": "r", "stars": 6}, 400, "stars"),
    "a half": ({"id": "r", "stars": 4.0}, 400, "stars"),
    "true": ({"id": "r", "stars": True}, 400, "stars"),
    "a text": ({"id": "r", "stars": "5"}, 400, "stars"),
    "words a list": ({"id": "r", "stars": 5, "words": []}, 400, "words"),
    "501 characters": ({"id": "r", "stars": 5, "words": "好" * 501}, 413, "500"),
}


@pytest.mark.parametrize(("body", "status", "says"), BAD.values(), ids=list(BAD))
async def test_what_is_no_rating_is_refused(
    house: House, body: Any, status: int, says: str
) -> None:
    who = await house.begin()
    reply = await house.client.post(f"{WEB}/rating", headers=who, json=body)
    assert_problem(reply, status, says)
    assert house.talk.taken == {}


@pytest.mark.parametrize("words", ["转人工那步太慢", "WQ-7K3M-9TXE-B2H8查不到", "好说不好听" * 100])
async def test_stars_count_whatever_the_words_say(
    assistant: Callable[[Incoming], Awaitable[list[Reply]]], words: str
) -> None:
    conversation = f"rating-{len(words)}"
    body = json.dumps({"id": "r1", "stars": 2, "words": words}).encode()
    replies = await assistant(rated(body, conversation))
    assert "谢谢直说" in replies[0].text
    (kept,) = services().ratings.export(conversation)
    assert kept["stars"] == 2
    assert kept["words"].endswith(words)

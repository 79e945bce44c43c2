"""Every kind of message and event, in every mode, and what the door answers to others."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.channels.wechat import words
from tests.fakes.virtual_time import played
from tests.fakes.wechat import ANN, KEYS, PNG, WeChat
from tests.wechat.house import GREETING, House, opened
from tests.wechat.test_flow import UNVERIFIED, play, said

MODES = ["plain", "compatible", "safe"]


@pytest.mark.parametrize("mode", MODES)
def test_an_account_of_any_mode_is_answered(engine: Engine, mode: str) -> None:
    async def scene(house: House) -> None:
        shown = await house.wechat.push(house.wechat.text("手机是假的 ]]> <xml>"))
        assert said(shown) == [("passive", "答：手机是假的 ]]> <xml>")]

    play(engine, scene, mode=mode)


@pytest.mark.parametrize("key", KEYS)
def test_either_key_counts_while_one_replaces_the_other(engine: Engine, key: str) -> None:
    async def whole() -> None:
        async with opened(engine, WeChat(key=key)) as house:
            assert said(await house.wechat.push(house.wechat.text("在吗"))) == [
                ("passive", "答：在吗")
            ]

    played(whole())


SAID: list[tuple[str, dict[str, str], str]] = [
    ("text", {"Content": "手机是假的"}, "手机是假的"),
    ("text", {"Content": "/restart"}, "restart"),
    ("text", {"Content": "字" * 600}, "字" * 600),
    ("text", {"Content": "😀" * 500}, "😀" * 500),
    ("voice", {"MediaId": "m", "Format": "amr", "Recognition": "手机是假的"}, "手机是假的"),
    ("location", {"Location_X": "23.1", "Label": "北京市海淀区"}, "我在北京市海淀区"),
    ("link", {"Title": "商品页", "Description": "手机", "Url": "https://x.cn"}, "商品页 手机"),
]


@pytest.mark.parametrize(("kind", "fields", "text"), SAID)
def test_a_message_of_any_kind_is_words(
    engine: Engine, kind: str, fields: dict[str, str], text: str
) -> None:
    async def scene(house: House) -> None:
        await house.wechat.push(house.wechat.message(kind, **fields))
        (heard,) = house.assistant.heard
        assert (heard.channel, heard.conversation) == ("wechat", house.conversation())
        assert heard.text == text
        assert ANN not in heard.conversation + heard.key

    play(engine, scene)


ANSWERED: list[tuple[str, dict[str, str], str]] = [
    ("voice", {"MediaId": "m", "Recognition": ""}, words.UNHEARD),
    ("voice", {"MediaId": "m"}, words.UNHEARD),
    ("text", {"Content": ""}, words.EMPTY),
    ("text", {"Content": " \n "}, words.EMPTY),
    ("location", {"Location_X": "23.1"}, words.EMPTY),
    ("video", {"MediaId": "m", "ThumbMediaId": "t"}, words.UNSEEN),
]


@pytest.mark.parametrize(("kind", "fields", "text"), ANSWERED)
def test_what_has_no_words_is_answered_with_what_to_do(
    engine: Engine, kind: str, fields: dict[str, str], text: str
) -> None:
    async def scene(house: House) -> None:
        shown = await house.wechat.push(house.wechat.message(kind, **fields))
        assert said(shown) == [("passive", text)]
        assert house.assistant.heard == []

    play(engine, scene)


QUIET: list[dict[str, Any]] = [
    {"MsgType": "hologram", "MsgId": 5},
    {"MsgType": "event", "Event": "VIEW", "EventKey": "https://example.cn"},
    {"MsgType": "event", "Event": "unsubscribe"},
    {"MsgType": "event", "Event": "LOCATION", "Latitude": "23.1"},
    {"MsgType": "event", "Event": "TEMPLATESENDJOBFINISH"},
    {"MsgType": "event", "Event": "CLICK", "EventKey": "a key of an older menu"},
    {"MsgType": "event"},
]


@pytest.mark.parametrize("fields", QUIET)
def test_what_needs_no_words_gets_none(engine: Engine, fields: dict[str, Any]) -> None:
    async def scene(house: House) -> None:
        sent = {**house.wechat.text("x"), **fields}
        assert await house.wechat.push(sent) == []
        assert house.wechat.answers == [(200, "success")]
        assert house.assistant.heard == []

    play(engine, scene)


@pytest.mark.parametrize("key", ["", "qrscene_market"])
def test_a_new_follower_is_greeted(engine: Engine, key: str) -> None:
    async def scene(house: House) -> None:
        shown = await house.wechat.push(house.wechat.event("subscribe", EventKey=key))
        assert said(shown) == [("passive", GREETING)]

    play(engine, scene)


def test_a_scan_and_the_page_of_the_menu(engine: Engine) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        shown = await wechat.push(wechat.event("SCAN", EventKey="market"))
        shown += await wechat.push(wechat.event("CLICK", EventKey="page"))
        link = f"[卡片] https://example.cn/chat#c={house.conversation()}"
        assert said(shown) == [("passive", words.AGAIN), ("passive", link)]

    play(engine, scene)


def test_nothing_is_pushed_to_somebody_who_left_in_the_middle(engine: Engine) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        await wechat.push(wechat.text("6s 手机是假的"))
        await wechat.push(wechat.event("unsubscribe"))
        await asyncio.sleep(30)
        assert wechat.shown[ANN] == []
        assert wechat.count("/cgi-bin/message/custom/send") == 0
        await wechat.push(wechat.event("subscribe"))
        await asyncio.sleep(10)
        assert wechat.shown[ANN][-1].text == "答：手机是假的"

    play(engine, scene)


@pytest.mark.parametrize("account", [{}, UNVERIFIED])
@pytest.mark.parametrize("seconds", [0, 6])
def test_a_picture_is_fetched_by_its_id_and_kept(
    engine: Engine, seconds: float, account: dict[str, Any]
) -> None:
    async def scene(house: House) -> None:
        house.wechat.media_seconds = seconds
        picture = {"PicUrl": "http://169.254.169.254/x", "MediaId": "picture"}
        shown = await house.wechat.push(house.wechat.message("image", **picture))
        assert said(shown) == [("passive", f"答：{words.SENT_A_FILE}")]
        (kept,) = house.files.kept[house.conversation()]
        assert kept[1] == PNG
        (heard,) = house.assistant.heard
        assert heard.details["upload"]["id"] == kept[0].id
        assert {path for path, _ in house.wechat.calls} == {
            "/cgi-bin/stable_token", "/cgi-bin/media/get"
        }  # fmt: skip

    play(engine, scene, **account)


def test_a_picture_that_is_gone_is_asked_for_again(engine: Engine) -> None:
    async def scene(house: House) -> None:
        shown = await house.wechat.push(house.wechat.message("image", MediaId="gone"))
        assert said(shown) == [("passive", words.PICTURE_LOST)]

    play(engine, scene)


@pytest.mark.parametrize("seconds", [0, 6])
def test_wechats_own_desk_takes_who_asks_for_a_person(engine: Engine, seconds: float) -> None:
    """With the answer; when that came too late, with the next message."""

    async def scene(house: House) -> None:
        wechat = house.wechat
        asks = asyncio.create_task(wechat.push(wechat.text(f"{seconds}s 转人工")))
        await asyncio.sleep(0)
        house.desk.after_turn = "waiting"
        shown = await asks
        if seconds:
            assert shown == []
            await asyncio.sleep(10)
            assert [one.text for one in wechat.shown[ANN]] == ["答：转人工"]
            assert house.desk.withdrawn == []
            shown = await wechat.push(wechat.text("在吗"))
        assert said(shown) == [("passive", "[transfer_customer_service]")]
        assert house.desk.withdrawn == [house.conversation()]
        await asyncio.sleep(60)
        assert wechat.shown[ANN][-1].text == "[transfer_customer_service]"
        assert house.outbox.due(house.conversation()) == []

    play(engine, scene, transfers=True)


def test_whoever_writes_too_fast_is_told_to_wait_and_others_are_not(engine: Engine) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        for number in range(3):
            await wechat.push(wechat.text(f"第{number}句"))
        message = wechat.text("第三句")
        assert said(await wechat.push(message)) == [("passive", words.TOO_FAST)]
        shown = await wechat.push(wechat.event("CLICK", EventKey="human"))
        assert said(shown) == [("passive", words.TOO_FAST)]
        assert said(await wechat.push(wechat.event("subscribe"))) == [("passive", GREETING)]
        assert said(await wechat.push(wechat.text("在吗", "o-other"))) == [("passive", "答：在吗")]
        await asyncio.sleep(20)
        assert said(await wechat.push(wechat.text("第四句"))) == [("passive", "答：第四句")]
        assert len(house.assistant.heard) == 5

    play(engine, scene, a_minute=3)


def test_ids_that_are_one_as_floats_are_two_messages(engine: Engine) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        for number in (2**53, 2**53 + 1):
            await wechat.push({**wechat.text(str(number)), "MsgId": number})
        assert [one.text for one in house.assistant.heard] == [str(2**53), str(2**53 + 1)]

    play(engine, scene)


def test_a_press_on_the_menu_is_not_transferred_and_the_next_message_is(engine: Engine) -> None:
    """WeChat transfers messages only, never events."""

    async def scene(house: House) -> None:
        wechat = house.wechat
        house.desk.after_turn = "waiting"
        shown = await wechat.push(wechat.event("CLICK", EventKey="human"))
        assert said(shown) == [("passive", words.ONE_MORE)]
        await asyncio.sleep(60)
        assert len(wechat.shown[ANN]) == 1
        assert house.desk.withdrawn == []
        shown = await wechat.push(wechat.event("CLICK", EventKey="result"))
        assert said(shown) == [("passive", "答：我的投诉到哪一步了")]
        shown = await wechat.push(wechat.text("在吗"))
        assert said(shown) == [("passive", "[transfer_customer_service]")]
        assert house.desk.withdrawn == [house.conversation()]

    play(engine, scene, transfers=True)


BAD: list[tuple[dict[str, str], bytes | None, int]] = [
    ({"msg_signature": "0" * 40}, None, 403),
    ({"timestamp": "1"}, None, 403),
    ({"encrypt_type": "raw"}, None, 403),
    ({}, b"<xml><a>1</a></xml>", 403),
    ({}, b"no xml", 400),
    ({}, b"x" * 20_000, 413),
]


@pytest.mark.parametrize(("query", "body", "status"), BAD)
def test_the_door_refuses_what_is_not_from_wechat(
    engine: Engine, query: dict[str, str], body: bytes | None, status: int
) -> None:
    async def scene(house: House) -> None:
        right, right_body = house.wechat.sealed(house.wechat.text("在吗"))
        got, told = await house.wechat.request("POST", {**right, **query}, body or right_body)
        assert got == status
        assert told == "" or status == 413
        assert house.assistant.heard == []

    play(engine, scene)


def test_fields_that_no_message_has_are_refused(engine: Engine) -> None:
    async def scene(house: House) -> None:
        for wrong in ({"FromUserName": "../x"}, {"CreateTime": "soon"}, {"MsgId": "1e3"}):
            fields = {**house.wechat.text("在吗"), **wrong}
            status, body = await house.wechat.request("POST", *house.wechat.sealed(fields))
            assert (status, body) == (400, "")
        assert house.assistant.heard == []

    play(engine, scene)


def test_the_server_check(engine: Engine) -> None:
    async def scene(house: House) -> None:
        right, _ = house.wechat.sealed(house.wechat.text(""), echostr="<b>42</b>")
        assert await house.wechat.request("GET", right) == (200, "<b>42</b>")
        wrong = {**right, "signature": "0" * 40}
        assert await house.wechat.request("GET", wrong) == (403, "")

    play(engine, scene)

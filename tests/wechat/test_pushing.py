"""Quotas, tokens, and every error number WeChat answers with."""

from __future__ import annotations

import asyncio
import io
import logging
import sys
from collections.abc import Iterator

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import Engine

from bot.channels.port import Incoming, Reply
from bot.channels.wechat.errors import ApiError, Busy
from bot.channels.wechat.parts import Progress
from bot.serving.masking import log_masked
from tests.fakes.virtual_time import played
from tests.fakes.wechat import ANN, WeChat
from tests.wechat.house import House, opened
from tests.wechat.test_flow import UNVERIFIED, play, said

SEND, TOKENS = "/cgi-bin/message/custom/send", "/cgi-bin/stable_token"
BIG = "甲" * 600


def pushed(house: House) -> list[str]:
    return [one.text for one in house.wechat.shown[ANN] if one.way == "pushed"]


def test_after_a_message_five_are_pushed_and_the_next_opens_five_more(engine: Engine) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        await wechat.push(wechat.text("在吗"))
        for number in range(7):
            house.staff_say(f"第{number}句")
            await asyncio.sleep(5)
        assert pushed(house) == [f"【人工】第{number}句" for number in range(5)]
        assert wechat.count(SEND) == 5
        shown = await wechat.push(wechat.text("还在吗"))
        assert said(shown) == [("passive", "【人工】第5句\n\n【人工】第6句\n\n答：还在吗")]

    play(engine, scene)


@pytest.mark.parametrize(("hours", "count"), [(47.9, 1), (48.1, 0)])
def test_the_window_after_a_message_is_48_hours(engine: Engine, hours: float, count: int) -> None:
    async def scene(house: House) -> None:
        await house.wechat.push(house.wechat.text("在吗"))
        house.wechat.begin += hours * 3600
        house.staff_say("有结果了")
        await asyncio.sleep(30)
        assert len(pushed(house)) == house.wechat.count(SEND) == count

    play(engine, scene)


def test_after_a_click_three_are_pushed_within_a_minute(engine: Engine) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        await wechat.push(wechat.event("SCAN", EventKey="market"))
        for number in range(4):
            house.staff_say(f"第{number}句")
            await asyncio.sleep(5)
        assert wechat.count(SEND) == len(pushed(house)) == 3
        await wechat.push(wechat.event("SCAN", EventKey="market"))
        await asyncio.sleep(5)
        assert len(pushed(house)) == 4
        await asyncio.sleep(60)
        house.staff_say("太晚了")
        await asyncio.sleep(60)
        assert wechat.count(SEND) == 4

    play(engine, scene)


def test_the_ledger_outlives_the_process(engine: Engine) -> None:
    async def scene(house: House) -> None:
        await house.wechat.push(house.wechat.text("在吗"))
        for number in range(5):
            house.staff_say(f"第{number}句")
            await asyncio.sleep(5)
        other = House(engine, house.wechat, house.mailbox._cipher)
        async with other.channel.running():
            house.staff_say("第五句")
            await asyncio.sleep(60)
        assert house.wechat.count(SEND) == 5

    play(engine, scene)


def test_what_is_due_is_pushed_after_a_restart_behind_what_was_given(engine: Engine) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        wechat.script[SEND] = [0, -1, -1, -1]
        await wechat.push(wechat.text(f"5s {BIG}|{BIG}|完"))
        await asyncio.sleep(4)
        assert pushed(house) == [f"答：{BIG}"]
        other = House(engine, wechat, house.mailbox._cipher)
        wechat.script[SEND] = []
        async with other.channel.running():
            await asyncio.sleep(30)
        assert pushed(house) == [f"答：{BIG}", f"{BIG}\n\n完"]

    play(engine, scene)


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_a_token_that_does_not_count_is_refreshed_once(engine: Engine, code: int) -> None:
    async def scene(house: House) -> None:
        house.wechat.script[SEND] = [code]
        await house.wechat.push(house.wechat.text("5s 手机是假的"))
        await asyncio.sleep(60)
        assert pushed(house) == ["答：手机是假的"]
        asked = [body["force_refresh"] for path, body in house.wechat.calls if path == TOKENS]
        assert asked == [False, True]

    play(engine, scene)


def test_a_token_refreshed_elsewhere_is_taken_over(engine: Engine) -> None:
    async def scene(house: House) -> None:
        old = await house.tokens.get()
        other = House(engine, house.wechat, house.mailbox._cipher)
        new = await other.tokens.renew(old)
        assert await house.tokens.renew(old) == new != old
        assert house.wechat.count(TOKENS) == 2

    play(engine, scene)


def test_many_who_need_a_token_fetch_one(engine: Engine) -> None:
    async def scene(house: House) -> None:
        others = [House(engine, house.wechat, house.mailbox._cipher) for _ in range(3)]
        asked = [one.tokens.get() for one in (house, *others) for _ in range(5)]
        assert set(await asyncio.gather(*asked)) == {"TOKEN-0"}
        assert house.wechat.count(TOKENS) == 1

    play(engine, scene)


@pytest.mark.parametrize(("seconds", "count"), [(5759, 1), (5761, 2)])
def test_a_token_is_replaced_at_four_fifths_of_its_life(
    engine: Engine, seconds: float, count: int
) -> None:
    async def scene(house: House) -> None:
        await house.tokens.get()
        house.wechat.begin += seconds
        await house.tokens.get()
        assert house.wechat.count(TOKENS) == count

    play(engine, scene)


def test_a_token_that_stays_the_same_is_not_asked_for_again_and_again(engine: Engine) -> None:
    """WeChat gives the old one until its last five minutes."""

    async def scene(house: House) -> None:
        for _ in range(130):
            await house.api.typing(ANN)
            house.wechat.begin += 60
        assert house.wechat.tokens == ["TOKEN-0", "TOKEN-1"]
        assert house.wechat.count(TOKENS) == 3

    play(engine, scene)


def test_whoever_fetched_and_died_holds_the_others_up_for_a_while_only(engine: Engine) -> None:
    async def scene(house: House) -> None:
        assert house.keep.lease(20)
        with pytest.raises(Busy):
            await house.tokens.get()
        await asyncio.sleep(15)
        assert await house.tokens.get() == "TOKEN-0"

    play(engine, scene)


@pytest.mark.parametrize("code", [40013, 40125, 40164])
def test_a_token_that_is_not_given_costs_the_push_only(engine: Engine, code: int) -> None:
    async def scene(house: House) -> None:
        house.wechat.script[TOKENS] = [code] * 5
        with pytest.raises(ApiError):
            await house.tokens.get()
        await house.wechat.push(house.wechat.text("5s 手机是假的"))
        await asyncio.sleep(10)
        shown = await house.wechat.push(house.wechat.text("在吗"))
        assert said(shown) == [("passive", "答：手机是假的\n\n答：在吗")]

    play(engine, scene)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the process writes as its log."""
    written, root = io.StringIO(), logging.getLogger()
    monkeypatch.setattr(sys, "stderr", written)
    handlers, level = root.handlers, root.level
    root.handlers = []
    log_masked()
    yield written
    root.handlers = handlers
    root.setLevel(level)


def test_tokens_are_encrypted_where_they_are_kept_and_never_logged(
    engine: Engine, log: io.StringIO
) -> None:
    async def scene(house: House) -> None:
        house.wechat.script[SEND] = [40001, 45015]
        await house.wechat.push(house.wechat.text("5s 手机是假的"))
        await asyncio.sleep(60)
        assert "TOKEN-1" not in repr(house.keep.load())

    play(engine, scene)
    with engine.connect() as connection:
        rows = list(connection.exec_driver_sql("SELECT * FROM wechat_token").all())
        rows = [*rows, *connection.exec_driver_sql("SELECT * FROM wechat_person").all()]
    assert rows
    assert "WeChat answered 45015" in log.getvalue()
    for secret in ("TOKEN-0", "TOKEN-1", "oAnn"):
        assert secret not in repr(rows)
        assert secret not in log.getvalue()


@pytest.mark.parametrize("code", [45015, 45047, 99999])
def test_a_closed_window_keeps_the_answer_for_the_next_message(engine: Engine, code: int) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        wechat.script[SEND] = [code]
        await wechat.push(wechat.text("5s 手机是假的"))
        await asyncio.sleep(600)
        assert wechat.count(SEND) == 1
        shown = await wechat.push(wechat.text("在吗"))
        assert said(shown) == [("passive", "答：手机是假的\n\n答：在吗")]

    play(engine, scene)


def test_two_busy_minutes_end_with_everything_in_order(engine: Engine) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        wechat.script[SEND] = [-1] * 6
        await wechat.push(wechat.text("5s 手机是假的"))
        await asyncio.sleep(3)
        house.staff_say("我来看看")
        await asyncio.sleep(110)
        assert pushed(house) == []
        await asyncio.sleep(60)
        assert pushed(house) == ["答：手机是假的\n\n【人工】我来看看"]
        assert wechat.count(SEND) == 7

    play(engine, scene)


def test_used_up_calls_stop_every_push_for_a_while(engine: Engine) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        wechat.script[SEND] = [45009]
        for person in ("o-one", "o-two"):
            await wechat.push(wechat.text("5s 手机是假的", person))
        await asyncio.sleep(500)
        assert wechat.count(SEND) == 1
        await asyncio.sleep(200)
        assert [wechat.shown[p][-1].text for p in ("o-one", "o-two")] == ["答：手机是假的"] * 2

    play(engine, scene)


def test_calls_and_what_wechat_refuses_are_counted(engine: Engine) -> None:
    def counted() -> list[float]:
        names = {"calls_total": {"path": SEND}, "refusals_total": {"code": "45047"}}
        values = (REGISTRY.get_sample_value(f"weiquan_wechat_{n}", w) for n, w in names.items())
        return [value or 0 for value in values]

    async def scene(house: House) -> None:
        house.wechat.script[SEND] = [0, 45047]
        await house.wechat.push(house.wechat.text("5s 手机是假的"))
        await asyncio.sleep(10)
        house.staff_say("我来看看")
        await asyncio.sleep(10)

    before = counted()
    play(engine, scene)
    assert [now - then for now, then in zip(counted(), before, strict=True)] == [2, 1]


def test_words_too_long_for_wechat_go_in_two(engine: Engine) -> None:
    async def scene(house: House) -> None:
        house.wechat.script[SEND] = [45002]
        await house.wechat.push(house.wechat.text("5s 手机是假的"))
        await asyncio.sleep(60)
        assert pushed(house) == ["答：手", "机是假的"]
        assert house.people.left(house.conversation()) == 3

    play(engine, scene)


def test_an_account_without_the_right_goes_on_without_pushing(engine: Engine) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        wechat.verified = False
        await wechat.push(wechat.text("5s 手机是假的"))
        await asyncio.sleep(60)
        assert wechat.count(SEND) == 1
        shown = await wechat.push(wechat.text("7s 在吗"))
        assert said(shown) == [("passive", "答：手机是假的\n\n答：在吗")]

    play(engine, scene)


@pytest.mark.parametrize("code", [40003, 43004])
def test_somebody_who_is_gone_is_left_alone(engine: Engine, code: int) -> None:
    async def scene(house: House) -> None:
        house.wechat.script[SEND] = [code]
        await house.wechat.push(house.wechat.text("5s 手机是假的"))
        await asyncio.sleep(600)
        assert house.wechat.count(SEND) == 1
        assert house.people.person(house.conversation()) is None

    play(engine, scene)


def test_an_unverified_account_calls_nothing(engine: Engine) -> None:
    async def scene(house: House) -> None:
        await house.wechat.push(house.wechat.text("20s 手机是假的"))
        house.staff_say("我来看看")
        await asyncio.sleep(600)
        assert house.wechat.calls == []

    play(engine, scene, **UNVERIFIED)


def test_what_answers_the_browser_is_not_pushed(engine: Engine) -> None:
    """The conversation goes on in the widget: its answers are there."""

    async def scene(house: House) -> None:
        await house.wechat.push(house.wechat.text("在吗"))
        conversation = house.conversation()
        kept = house.mailbox.keep(Incoming("web", conversation, f"{conversation}/w1", "网页"))
        house.mailbox.finish(kept, [Reply("网页里的回答")])
        await asyncio.sleep(60)
        assert pushed(house) == []
        assert house.outbox.due(conversation) == []

    play(engine, scene)


def test_one_gives_at_a_time_and_the_progress_lasts(engine: Engine) -> None:
    async def whole() -> None:
        async with opened(engine, WeChat()) as house:
            people, name = house.people, house.conversation()
            people.seen(name, ANN, "message")
            assert people.lease(name, 10)
            assert not people.lease(name, 10)
            await asyncio.sleep(11)
            assert people.lease(name, 10)
            people.release(name)
            people.advance(name, Progress(7, 2))
            assert people.lease(name, 10)
            assert people.progress(name) == Progress(7, 2)
            assert people.export(name)[0]["openid"] == ANN
            assert people.forget(name) == 1
            assert people.progress(name) == Progress()
            assert people.person(name) is None

    played(whole())


def test_whoever_is_silent_for_long_is_forgotten(engine: Engine) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        await wechat.push(wechat.event("subscribe", "o-follower"))
        await wechat.push(wechat.text("在吗"))
        begun = house.now()
        await asyncio.sleep(100)
        await wechat.push(wechat.event("CLICK", EventKey="page"))
        assert house.people.expire(begun) == 0
        assert house.people.expire(house.now()) == 1
        assert house.people.person(house.conversation()) == ANN

    play(engine, scene)


def test_a_wrong_answer_of_the_api_is_busy(engine: Engine) -> None:
    async def scene(house: House) -> None:
        house.wechat.script[SEND] = []
        house.wechat.media["odd"] = b"{not json"
        with pytest.raises(Busy):
            await house.api.picture("odd")
        house.wechat.media["large"] = b"x" * (10 * 2**20 + 1)
        with pytest.raises(ApiError):
            await house.api.picture("large")

    play(engine, scene)

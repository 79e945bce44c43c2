"""Which of WeChat's tries is answered, and how late answers arrive, for both kinds of account."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.channels.port import Reply
from bot.channels.wechat import words
from tests.fakes.virtual_time import played
from tests.fakes.wechat import ANN, BROKEN, Shown
from tests.wechat.house import House, Looks, opened

Scene = Callable[[House], Awaitable[None]]
UNVERIFIED: dict[str, Any] = {"verified": False}
BOTH = pytest.mark.parametrize("verified", [True, False], ids=["verified", "unverified"])


def play(engine: Engine, scene: Scene, **account: Any) -> House:
    """Play a scene; afterwards nobody has seen the account fail or answer too late."""

    async def whole() -> House:
        async with opened(engine, **account) as house:
            await scene(house)
        return house

    house = played(whole())
    seen = [one for shown in house.wechat.shown.values() for one in shown]
    assert BROKEN not in [one.text for one in seen]
    assert all(one.seconds <= 4.5 for one in seen if one.way == "passive")
    return house


def said(shown: list[Shown]) -> list[tuple[str, str]]:
    return [(one.way, one.text) for one in shown]


@BOTH
def test_a_quick_answer_is_the_answer_to_the_push(engine: Engine, verified: bool) -> None:
    async def scene(house: House) -> None:
        shown = await house.wechat.push(house.wechat.text("手机是假的"))
        assert said(shown) == [("passive", "答：手机是假的")]
        await asyncio.sleep(60)
        assert len(house.wechat.shown[ANN]) == 1

    play(engine, scene, verified=verified)


def test_a_late_answer_is_pushed_after_we_said_that_we_heard(engine: Engine) -> None:
    async def scene(house: House) -> None:
        assert await house.wechat.push(house.wechat.text("7s 手机是假的")) == []
        assert asyncio.get_running_loop().time() == pytest.approx(4.3)
        await asyncio.sleep(60)
        (shown,) = house.wechat.shown[ANN]
        assert (shown.way, shown.text) == ("pushed", "答：手机是假的")
        assert shown.at == pytest.approx(7, abs=0.2)
        assert house.wechat.count("/cgi-bin/message/custom/typing") == 1

    play(engine, scene)


@pytest.mark.parametrize("seconds", [1, 4.2, 5, 9.2, 10, 14])
def test_an_account_that_may_not_push_answers_the_try_that_is_open(
    engine: Engine, seconds: float
) -> None:
    async def scene(house: House) -> None:
        shown = await house.wechat.push(house.wechat.text(f"{seconds}s 手机是假的"))
        assert said(shown) == [("passive", "答：手机是假的")]
        assert len(house.assistant.heard) == 1

    play(engine, scene, **UNVERIFIED)


@pytest.mark.parametrize(("seconds", "at"), [(4.25, 5.0), (14.25, 14.55)])
def test_an_answer_that_takes_long_to_put_into_words_is_not_lost(
    engine: Engine, seconds: float, at: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes with the next try; with the last one just before WeChat cuts it."""
    render = Looks.render

    def slow(self: Looks, replies: Sequence[Reply], page: str | None) -> Any:
        loop: Any = asyncio.get_running_loop()
        loop.clock += 0.3
        return render(self, replies, page)

    monkeypatch.setattr(Looks, "render", slow)

    async def whole() -> list[Shown]:
        async with opened(engine, **UNVERIFIED) as house:
            return await house.wechat.push(house.wechat.text(f"{seconds}s 手机是假的"))

    (shown,) = played(whole())
    assert (shown.way, shown.text) == ("passive", "答：手机是假的")
    assert shown.at == pytest.approx(at, abs=0.1)


def test_what_takes_longer_than_three_tries_is_fetched_by_a_word(engine: Engine) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        shown = await wechat.push(wechat.text("20s 手机是假的"))
        assert said(shown) == [("passive", words.WORKING)]
        assert shown[0].at == pytest.approx(14.3)
        shown = await wechat.push(wechat.text("“结果”"))
        assert said(shown) == [("passive", "答：手机是假的")]
        assert shown[0].at == pytest.approx(20, abs=0.1)
        assert said(await wechat.push(wechat.text("结果"))) == [("passive", words.NOTHING)]
        assert len(house.assistant.heard) == 1

    play(engine, scene, **UNVERIFIED)


def test_the_menu_gives_what_waits_and_asks_when_nothing_does(engine: Engine) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        await wechat.push(wechat.text("16s 手机是假的"))
        await asyncio.sleep(5)
        shown = await wechat.push(wechat.event("CLICK", EventKey="result"))
        assert said(shown) == [("passive", "答：手机是假的")]
        await asyncio.sleep(1)
        shown = await wechat.push(wechat.event("CLICK", EventKey="result"))
        assert said(shown) == [("passive", "答：我的投诉到哪一步了")]

    play(engine, scene, **UNVERIFIED)


def test_the_last_try_is_known_by_its_age_to_a_process_that_had_no_other(engine: Engine) -> None:
    async def scene(house: House) -> None:
        message = house.wechat.text("20s 手机是假的")
        await asyncio.sleep(10)
        assert await house.wechat.once(message)
        assert said(house.wechat.shown[ANN]) == [("passive", words.WORKING)]

    play(engine, scene, **UNVERIFIED)


@BOTH
def test_three_deliveries_at_once_are_one_turn_and_one_answer(
    engine: Engine, verified: bool
) -> None:
    async def scene(house: House) -> None:
        message = house.wechat.text("1s 手机是假的")
        await asyncio.gather(*(house.wechat.once(message) for _ in range(3)))
        assert said(house.wechat.shown[ANN]) == [("passive", "答：手机是假的")]
        assert [body for _, body in house.wechat.answers].count("success") == 2
        assert len(house.assistant.heard) == 1

    play(engine, scene, verified=verified)


@BOTH
def test_of_tries_that_are_open_together_the_newest_is_answered(
    engine: Engine, verified: bool
) -> None:
    """Under load a try may be cut before we have begun to count its seconds."""

    async def scene(house: House) -> None:
        message = house.wechat.text("4s 手机是假的")
        dead = asyncio.create_task(house.wechat.once(message, lost=True))
        await asyncio.sleep(1)
        assert await house.wechat.once(message)
        await dead
        assert said(house.wechat.shown[ANN]) == [("passive", "答：手机是假的")]

    play(engine, scene, verified=verified)


@BOTH
def test_an_answer_that_was_lost_is_given_again(engine: Engine, verified: bool) -> None:
    async def scene(house: House) -> None:
        message = house.wechat.text("手机是假的")
        await house.wechat.once(message, lost=True)
        await asyncio.sleep(5)
        assert said(await house.wechat.push(message)) == [("passive", "答：手机是假的")]
        assert len(house.assistant.heard) == 1

    play(engine, scene, verified=verified)


@BOTH
def test_a_duplicate_long_after_is_no_second_turn(engine: Engine, verified: bool) -> None:
    async def scene(house: House) -> None:
        message = house.wechat.text("手机是假的")
        await house.wechat.push(message)
        await asyncio.sleep(90)
        assert await house.wechat.push(message) == []
        assert len(house.assistant.heard) == 1

    play(engine, scene, verified=verified)


def test_messages_in_the_wrong_order_and_an_event_in_the_same_second_are_all_kept(
    engine: Engine,
) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        first, second = wechat.text("第一句"), wechat.text("第二句")
        events = [wechat.event("CLICK", EventKey=key) for key in ("human", "result")]
        for fields in (second, first, *events):
            await wechat.push(fields)
        heard = [message.text for message in house.assistant.heard]
        assert heard == ["第二句", "第一句", "转人工", "我的投诉到哪一步了"]

    play(engine, scene)


def test_two_processes_make_one_answer_of_two_tries(engine: Engine) -> None:
    """The second try reaches a process that knows the message from the database only."""

    async def scene(house: House) -> None:
        message = house.wechat.text("手机是假的")
        await house.wechat.once(message)
        other = House(engine, house.wechat, house.mailbox._cipher)
        house.wechat.app = other.app
        assert await house.wechat.once(message)
        assert said(house.wechat.shown[ANN]) == [("passive", "答：手机是假的")]
        assert other.assistant.heard == []

    play(engine, scene)


def test_a_try_that_reaches_another_process_while_the_turn_runs_makes_no_second_answer(
    engine: Engine,
) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        message = wechat.text("7s 手机是假的")
        other = House(engine, wechat, house.mailbox._cipher, **UNVERIFIED)
        assert not await wechat.once(message)
        wechat.app = other.app
        assert not await wechat.once(message)
        assert await wechat.once(message)
        assert said(await wechat.push(wechat.text("结果"))) == [("passive", words.NOTHING)]
        assert said(wechat.shown[ANN])[0] == ("passive", "答：手机是假的")

    play(engine, scene, **UNVERIFIED)


def test_what_was_heard_before_a_crash_is_pushed_once_after_it(engine: Engine) -> None:
    """We said that we heard, and the process died in the turn."""

    async def scene(house: House) -> None:
        wechat = house.wechat
        assert await wechat.push(wechat.text("6s 手机是假的")) == []
        house.assistant.dead = True
        other = House(engine, wechat, house.mailbox._cipher)
        async with other.channel.running():
            await asyncio.gather(*other.turns.resume())
            await asyncio.sleep(60)
        assert said(wechat.shown[ANN]) == [("pushed", "答：手机是假的")]

    play(engine, scene)


def test_no_answer_is_late_while_fifty_others_chat(engine: Engine) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat

        async def chat(number: int) -> None:
            for turn in range(3):
                wait = (number * 7 + turn * 3) % 13
                person = f"o-person-{number}"
                await wechat.push(wechat.text(f"{wait}s 第{turn}句", person))

        await asyncio.gather(*(chat(number) for number in range(50)))
        await asyncio.sleep(120)
        for number in range(50):
            shown = [one.text for one in wechat.shown[f"o-person-{number}"]]
            assert "\n\n".join(shown).split("\n\n") == [f"答：第{turn}句" for turn in range(3)]

    play(engine, scene)


def test_pieces_that_do_not_fit_are_pushed_behind_the_first(engine: Engine) -> None:
    big = "甲" * 600

    async def scene(house: House) -> None:
        shown = await house.wechat.push(house.wechat.text(f"{big}|{big}|完"))
        assert [one.way for one in shown] == ["passive"]
        await asyncio.sleep(5)
        ways = said(house.wechat.shown[ANN])
        assert ways == [("passive", f"答：{big}"), ("pushed", f"{big}\n\n完")]

    play(engine, scene)


def test_pieces_that_do_not_fit_are_fetched_one_by_one(engine: Engine) -> None:
    big = "甲" * 600

    async def scene(house: House) -> None:
        wechat = house.wechat
        shown = await wechat.push(wechat.text(f"{big}|{big}|{big}"))
        assert shown[0].text == f"答：{big}" + words.MORE.format(count=2)
        shown = await wechat.push(wechat.text("结果"))
        assert shown[0].text == big + words.MORE.format(count=1)
        assert said(await wechat.push(wechat.text("结果"))) == [("passive", big)]

    play(engine, scene, **UNVERIFIED)


def test_whoever_asks_on_before_the_rest_gets_both_in_one(engine: Engine) -> None:
    big, rest = "甲" * 630, "乙" * 100

    async def scene(house: House) -> None:
        wechat = house.wechat
        await wechat.push(wechat.text(f"{big}|{rest}"))
        shown = await wechat.push(wechat.text("在吗"))
        assert said(shown) == [("passive", f"{rest}\n\n答：在吗")]
        await wechat.push(wechat.text(f"{big}|{rest}"))
        shown = await wechat.push(wechat.text(f"丙|{big}|{rest}"))
        assert shown[0].text == f"{rest}\n\n答：丙" + words.MORE.format(count=2)
        shown = await wechat.push(wechat.text("结果"))
        assert shown[0].text == big + words.MORE.format(count=1)
        assert said(await wechat.push(wechat.text("结果"))) == [("passive", rest)]
        assert said(await wechat.push(wechat.text("结果"))) == [("passive", words.NOTHING)]

    play(engine, scene, **UNVERIFIED)


@BOTH
def test_a_long_answer_is_its_beginning_and_a_card(engine: Engine, verified: bool) -> None:
    async def scene(house: House) -> None:
        big = "甲" * 600
        await house.wechat.push(house.wechat.text("|".join([big] * 5)))
        await asyncio.sleep(5)
        if not verified:
            await house.wechat.push(house.wechat.text("结果"))
        first, card = (one.text for one in house.wechat.shown[ANN])
        assert first.startswith(f"答：{big}")
        assert card == f"[卡片] https://example.cn/chat#c={house.conversation()}"

    play(engine, scene, verified=verified)


def test_somebody_who_has_just_been_forgotten_is_told_so(engine: Engine) -> None:
    async def scene(house: House) -> None:
        message = house.wechat.text("1s 删除我的资料")
        asyncio.get_running_loop().call_later(0.5, house.people.forget, house.conversation())
        assert said(await house.wechat.push(message)) == [("passive", "答：删除我的资料")]
        assert house.people.person(house.conversation()) is None

    play(engine, scene)


def test_a_number_is_the_choice_that_was_shown(engine: Engine) -> None:
    async def scene(house: House) -> None:
        await house.wechat.push(house.wechat.text("手机是假的"))
        await house.wechat.push(house.wechat.text("2"))
        heard = house.assistant.heard[-1]
        assert (heard.text, heard.details) == ("no", {"choice": {"fact": "toy", "value": "2"}})

    play(engine, scene)


def test_staff_have_the_conversation_and_their_words_are_pushed(engine: Engine) -> None:
    async def scene(house: House) -> None:
        house.desk.standing, house.assistant.silent = "claimed", True
        house.people.seen(house.conversation(), ANN, "message")
        assert await house.wechat.push(house.wechat.text("在吗")) == []
        house.staff_say("您好，我是小李")
        await asyncio.sleep(3)
        assert said(house.wechat.shown[ANN]) == [("pushed", "【人工】您好，我是小李")]

    play(engine, scene)


def test_without_push_the_words_of_staff_come_with_the_next_message(engine: Engine) -> None:
    async def scene(house: House) -> None:
        wechat = house.wechat
        house.desk.standing, house.assistant.silent = "claimed", True
        assert said(await wechat.push(wechat.text("在吗"))) == [("passive", words.STAFF_HEARD)]
        house.staff_say("您好，我是小李")
        await asyncio.sleep(60)
        shown = await wechat.push(wechat.text("还在吗"))
        assert said(shown) == [("passive", "【人工】您好，我是小李")]

    play(engine, scene, **UNVERIFIED)


@BOTH
def test_a_message_that_cannot_be_kept_is_asked_for_again(
    engine: Engine, verified: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(house: House) -> None:
        def broken(message: object) -> None:
            raise OSError("planned")

        monkeypatch.setattr(house.mailbox, "keep", broken)
        shown = await house.wechat.push(house.wechat.text("手机是假的"))
        assert said(shown) == [("passive", words.FAULT)]

    play(engine, scene, verified=verified)

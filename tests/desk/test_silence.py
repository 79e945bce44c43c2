"""While staff have a conversation the assistant is silent, and no message is lost on the way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import Context

import pytest

from bot.channels.port import Incoming, Reply
from bot.serving.storage import DONE
from bot.serving.turns import LEAVE, Turns
from complaints.staff import Account
from tests.desk.office import Office


class Scripted:
    """An assistant that answers everything, and does something in the middle of an answer."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.meanwhile: Callable[[], object] | None = None

    async def answer(self, said: Incoming) -> list[Reply]:
        self.heard.append(said.text)
        await asyncio.sleep(0)
        if self.meanwhile:
            act, self.meanwhile = self.meanwhile, None
            Context().run(act)  # as another request, outside of this turn's transaction
        return [Reply(f"答：{said.text}")]


@pytest.fixture
def assistant() -> Scripted:
    return Scripted()


@pytest.fixture
def turns(office: Office, assistant: Scripted) -> Turns:
    return Turns(
        office.engine, office.mailbox, assistant, lambda: Reply("没答上来"), 5, office.desk
    )


@pytest.fixture
def agent(office: Office) -> Account:
    return office.account("小王")


def message(key: str, text: str, **details: object) -> Incoming:
    return Incoming("rest", "c", key, text, details)


def claimed(office: Office, agent: Account) -> int:
    return office.desk.claim(office.desk.ask("c", "摘要", "asked", "k").id, agent).id


def lines(office: Office, number: int) -> list[tuple[str, str]]:
    return [
        (line.who, line.text) for line in office.desk.transcript(number) if line.who != "system"
    ]


async def test_while_a_ticket_waits_the_assistant_answers(office: Office, turns: Turns) -> None:
    office.desk.ask("c", "摘要", "asked", "k")
    assert await turns.take(message("1", "你好")) == [Reply("答：你好")]


async def test_while_it_is_claimed_the_words_go_to_staff(
    office: Office, turns: Turns, assistant: Scripted, agent: Account
) -> None:
    number = claimed(office, agent)
    for _ in range(2):
        assert await turns.take(message("1", "我的卡")) == []
    assert assistant.heard == []
    assert lines(office, number) == [("person", "我的卡")]
    assert office.mailbox.keep(message("1", "我的卡")).state == DONE


async def test_another_conversation_is_answered_meanwhile(
    office: Office, turns: Turns, agent: Account
) -> None:
    claimed(office, agent)
    assert await turns.take(Incoming("rest", "d", "1", "你好")) == [Reply("答：你好")]


async def test_an_upload_reaches_staff_too(office: Office, turns: Turns, agent: Account) -> None:
    number = claimed(office, agent)
    upload = {"id": "e1", "name": "合同.jpg"}
    await turns.take(message("1", "（上传了一个文件）", upload=upload))
    assert office.desk.transcript(number)[-1].upload == upload


async def test_after_the_hand_back_the_assistant_answers_and_says_so(
    office: Office, turns: Turns, agent: Account
) -> None:
    number = claimed(office, agent)
    await turns.take(message("1", "我的卡"))
    office.desk.hand_back(number, agent)
    assert await turns.take(message("2", "谢谢")) == [Reply("答：谢谢")]
    assert office.told()[-2:] == [
        ("system", "人工客服已把对话交回给我，接下来由我继续回答您。"),
        ("bot", "答：谢谢"),
    ]


async def test_a_message_under_way_when_the_ticket_is_claimed_goes_to_staff(
    office: Office, turns: Turns, assistant: Scripted, agent: Account
) -> None:
    number = office.desk.ask("c", "摘要", "asked", "k").id
    assistant.meanwhile = lambda: office.desk.claim(number, agent)
    assert await turns.take(message("1", "还有一件事")) == []
    assert lines(office, number) == [("person", "还有一件事")]
    assert [who for who, _ in office.told()] == ["system"]


async def test_claimed_and_given_back_during_one_answer_it_is_answered(
    office: Office, turns: Turns, assistant: Scripted, agent: Account
) -> None:
    number = office.desk.ask("c", "摘要", "asked", "k").id

    def come_and_go() -> None:
        office.desk.claim(number, agent)
        office.desk.hand_back(number, agent)

    assistant.meanwhile = come_and_go
    assert await turns.take(message("1", "还有一件事")) == [Reply("答：还有一件事")]


async def test_claims_racing_with_many_messages_lose_none(
    office: Office, turns: Turns, agent: Account
) -> None:
    texts = [f"第{n}句" for n in range(12)]
    number = office.desk.ask("c", "摘要", "asked", "k").id

    async def talk() -> None:
        for n, text in enumerate(texts):
            await turns.take(message(str(n), text))

    async def take_over() -> None:
        await asyncio.sleep(0.01)
        await asyncio.to_thread(office.desk.claim, number, agent)
        await asyncio.sleep(0.01)
        await asyncio.to_thread(office.desk.hand_back, number, agent)

    await asyncio.gather(talk(), take_over())
    answered = [text.removeprefix("答：") for who, text in office.told() if who == "bot"]
    heard = [text for _, text in lines(office, number)]
    assert sorted(answered + heard) == sorted(texts)


async def test_the_person_may_leave_staff_by_a_button(
    office: Office, turns: Turns, agent: Account
) -> None:
    claimed(office, agent)
    assert await turns.take(message("1", "不用人工了", choice=LEAVE)) == []
    assert office.desk.open("c") is None
    assert await turns.take(message("2", "你好")) == [Reply("答：你好")]


async def test_whoever_waits_for_news_is_woken(office: Office, agent: Account) -> None:
    number = claimed(office, agent)
    with office.mailbox.bell.listen("c") as ear:
        waiting = asyncio.create_task(ear.wait(10))
        await asyncio.sleep(0.01)
        await asyncio.to_thread(office.desk.say, number, agent, "你好")
        assert await asyncio.wait_for(waiting, 5)
    assert office.told("c")[-1] == ("staff", "你好")


async def test_waiting_for_news_ends(office: Office) -> None:
    with office.mailbox.bell.listen("c") as ear:
        assert not await ear.wait(0.01)


async def test_a_message_rings_when_it_comes_not_only_when_it_is_answered(office: Office) -> None:
    with office.mailbox.bell.listen("c") as ear:
        office.mailbox.keep(message("1", "你好"))
        assert await ear.wait(5)
        office.mailbox.keep(message("1", "你好"))
        assert not await ear.wait(0.01)


def test_news_of_one_conversation_is_not_anothers(office: Office) -> None:
    office.mailbox.post("c", Reply("一"), "staff")
    office.mailbox.post("d", Reply("二"), "system")
    assert office.told("c") == [("staff", "一")]
    assert office.told("d") == [("system", "二")]


async def test_the_history_is_what_both_sides_said(office: Office, turns: Turns) -> None:
    await turns.take(message("1", "你好"))
    office.mailbox.post("c", Reply("我来了"), "staff")
    said = [("person", "你好"), ("bot", "答：你好"), ("staff", "我来了")]
    assert [(line.who, line.text) for line in office.mailbox.history("c")] == said
    assert [(line.who, line.text) for line in office.mailbox.history("c", 2)] == said[1:]
    office.mailbox.forget("c")
    assert office.mailbox.history("c") == []

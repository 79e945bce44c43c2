"""The network and other tabs: what is said arrives once, and everywhere, whatever breaks."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from tests.services.widget.chat import Chat, mine, replies, tab
from tests.services.widget.visits import MORE, STORY, answered, visit
from tests.serving.server import Server

pytestmark = pytest.mark.services


@pytest.fixture
def person(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    with visit(browser, base_url=server.url) as context:
        yield context


@contextmanager
def answers(server: Server, expected: int) -> Iterator[None]:
    """Within it the server works out so many answers."""
    before = answers_given(server)
    yield
    assert answers_given(server) - before == expected


def answers_given(server: Server) -> float:
    told = httpx.get(f"{server.url}/metrics").text
    found = re.search(r'weiquan_turns_total\{channel="web",outcome="done"\} (\S+)', told)
    return float(found[1]) if found else 0


def test_the_network_is_cut_and_comes_back(person: BrowserContext, server: Server) -> None:
    chat = tab(person)
    chat.say(STORY)
    with answers(server, 1):
        person.set_offline(True)
        expect(chat.net).to_contain_text("现在没有网络")
        turn = chat.send(MORE)
        expect(turn.locator(".state")).to_contain_text("话已存好，会自动再发。")
        expect(turn.get_by_role("button", name="现在再发")).to_have_count(0)
        chat.assert_accessible()
        chat.box.fill("还没发出去的半句")
        person.set_offline(False)
        expect(replies(turn).first).to_contain_text("要准备的证据")
    expect(chat.net).to_be_hidden()
    expect(turn.locator(".state")).to_have_count(0)
    expect(chat.turns).to_have_count(2)
    expect(chat.box).to_have_value("还没发出去的半句")


def test_an_answer_whose_way_back_breaks_is_fetched_not_worked_out_again(
    person: BrowserContext, server: Server
) -> None:
    chat = tab(person)
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    chat.page.route("**/webhooks/web/send", lose, times=1)
    with answers(server, 1):
        turn = chat.send(STORY)
        expect(turn.locator(".total")).to_contain_text("15996")
        expect(turn.locator(".total")).to_have_count(1)
    assert lost == [200]


def test_what_is_said_in_one_tab_appears_in_the_other(
    person: BrowserContext, server: Server
) -> None:
    here = tab(person)
    with answers(server, 3):
        here.say(STORY)
        there = tab(person)
        expect(there.turns.locator(".total")).to_contain_text("15996")
        there.say(MORE)
        expect(replies(here.turns.nth(1)).first).to_contain_text("要准备的证据")
        here.page.bring_to_front()
        here.say("能赔多少")
        answered(there.turns.nth(2))
    for chat in (here, there):
        expect(chat.turns).to_have_count(3)
        expect(mine(chat.turns.nth(1))).to_contain_text(MORE)
        expect(chat.page.locator(".state")).to_have_count(0)
    told = [chat.page.locator(".log").inner_text() for chat in (here, there)]
    assert told[0] == told[1]


def test_a_conversation_begins_and_ends_in_all_tabs(person: BrowserContext) -> None:
    here, there = tab(person), tab(person)
    here.say(STORY)
    expect(there.turns.locator(".total")).to_contain_text("15996")
    expect(there.turns).to_have_count(1)
    here.page.bring_to_front()
    here.start_over()
    for chat in (here, there):
        expect(chat.turns).to_have_count(0)
        expect(chat.opening).to_be_visible()


def test_unsent_words_of_a_closed_tab_are_sent_by_the_next(
    person: BrowserContext, server: Server
) -> None:
    chat = tab(person)
    chat.page.route("**/webhooks/web/send", lambda route: route.abort())
    with answers(server, 1):
        turn = chat.send(STORY)
        expect(turn.locator(".state")).to_contain_text("话已存好，会自动再发。")
        chat.page.close()
        after = tab(person)
        expect(after.turns.locator(".total")).to_contain_text("15996")
    expect(after.turns).to_have_count(1)
    assert after.page.evaluate("localStorage.getItem('weiquan.unsent')") is None


@pytest.mark.parametrize("later", [False, True], ids=["in the middle", "on the next visit"])
def test_a_token_that_no_longer_holds_is_replaced_without_a_word(
    person: BrowserContext, later: bool
) -> None:
    chat = tab(person)
    chat.say("你好")
    before = conversation(chat)
    chat.page.evaluate("""localStorage.setItem('weiquan.session',
        JSON.stringify({token: 'old', conversation: 'old', expires: '2999-01-01T00:00:00Z'}))""")
    with chat.page.expect_response(lambda response: response.status == 401):
        if later:
            chat.page.reload()
        chat.send(STORY)
    expect(chat.page.locator(".turn .total")).to_contain_text("15996")
    expect(chat.page.locator(".state")).to_have_count(0)
    assert conversation(chat) not in ("old", before)
    # What was said before belongs to the conversation that is gone.
    expect(chat.page.locator(".turn")).to_have_count(1)


def conversation(chat: Chat) -> str:
    """The conversation whose token this browser holds."""
    held: str = chat.page.evaluate(
        "JSON.parse(localStorage.getItem('weiquan.session')).conversation"
    )
    return held


def test_a_server_that_dies_and_comes_back_answers_everybody_once(
    browser: Browser, person: BrowserContext, server: Server
) -> None:
    chat = tab(person)
    chat.say(STORY)
    with visit(browser, base_url=server.url) as somebody:
        newcomer = tab(somebody)
        server.stop(signal.SIGKILL)
        turn, first = chat.send(MORE), newcomer.send(STORY)
        for waiting in (turn, first):
            expect(waiting.locator(".state")).to_contain_text("没连上。话已存好，会自动再发。")
        chat.assert_accessible()
        expect(chat.net).to_contain_text("连不上服务器，正在重连")
        chat.box.fill("还没发出去的半句")
        server.start()
        turn.get_by_role("button", name="现在再发").click()
        expect(replies(turn).first).to_contain_text("要准备的证据")
        expect(first.locator(".total")).to_contain_text("15996", timeout=15_000)
        expect(chat.net).to_be_hidden()
        for page, count in ((chat, 2), (newcomer, 1)):
            expect(page.turns).to_have_count(count)
            expect(page.page.locator(".state")).to_have_count(0)
        expect(chat.box).to_have_value("还没发出去的半句")
        assert answers_given(server) == 2
        tab(somebody).say(MORE)
        expect(replies(newcomer.turns.nth(1)).first).to_contain_text("要准备的证据")

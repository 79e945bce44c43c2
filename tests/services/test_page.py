"""The chat page in a real browser against the real server, used as a person would."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.serving.server import Server

pytestmark = pytest.mark.services

STORY = "我在淘宝买了个手机3999，收到发现是翻新机，商家不退"
ILL = "吃了他家的外卖，现在上吐下泻还在吐血，花了200元"
PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, assistant: object) -> Iterator[Server]:
    """A running server; `assistant` makes sure that the model is trained."""
    server = Server(tmp_path_factory.mktemp("page"))
    server.start()
    yield server
    server.stop(signal.SIGKILL)


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """The page on a phone, for somebody who was never there; a script's error fails the test."""
    context = browser.new_context(
        base_url=server.url, viewport=PHONE, reduced_motion="reduce", locale="zh-CN"
    )
    context.set_default_timeout(15_000)
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto("/")
    yield page
    context.close()
    # What the browser says about a server that is away, or refuses, is no error of the page.
    assert [error for error in errors if "Failed to load resource" not in error] == []


def say(page: Page, text: str) -> Locator:
    """Type and send; returns the turn that this begins."""
    turn = page.locator(".turn").nth(page.locator(".turn").count())
    page.get_by_label("您的话").fill(text)
    page.keyboard.press("Enter")
    expect(turn.locator(".mine")).to_contain_text(text)
    return turn


def answered(turn: Locator) -> Locator:
    """The replies of a turn, once they are there."""
    replies = turn.locator("> .sheet, > details")
    replies.first.wait_for()
    return replies


def unfold(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")


def assert_accessible(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def assert_fits(page: Page) -> None:
    """Nothing sticks out to the right."""
    wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1]


def in_sight(page: Page, what: Locator) -> bool:
    """Whether it stands wholly between the page's top and bottom bars."""
    box, top, bottom = (
        one.bounding_box() for one in (what, page.locator(".top"), page.locator(".bottom"))
    )
    assert box and top and bottom
    return box["y"] >= top["y"] + top["height"] and box["y"] + box["height"] <= bottom["y"]


def test_a_first_visit_leads_to_the_sum_the_law_and_the_first_steps(page: Page) -> None:
    expect(page.get_by_role("heading", name="说说您遇到的事")).to_be_visible()
    assert_accessible(page)
    turn = say(page, STORY)
    answered(turn)
    expect(page.get_by_role("heading", name="说说您遇到的事")).to_be_hidden()
    headline, total = turn.locator(".headline"), turn.locator(".total")
    expect(headline).to_contain_text("15996元")
    expect(total).to_have_text("加起来可以要15996元")
    assert in_sight(page, headline)
    assert in_sight(page, total)
    expect(turn.locator(".steps:visible li:visible")).to_have_count(2)
    claim = turn.locator(".claim", has_text="退一赔三")
    expect(claim).to_contain_text("11997元")
    claim.locator("> summary").click()
    expect(claim.get_by_text("3999元 × 3倍 = 11997元")).to_be_visible()
    claim.get_by_text("看依据").click()
    law = claim.locator(".cites li", has_text="消费者权益保护法第五十五条第一款")
    expect(law.get_by_text("2014年3月15日起施行")).to_be_visible()
    assert (law.get_by_role("link").get_attribute("href") or "").startswith("https://")
    unfold(page)
    assert_accessible(page)


def test_a_pressed_option_is_noted_and_stays_readable(page: Page) -> None:
    turn = say(page, STORY)
    answered(turn)
    option = turn.locator(".ask.open .options button").nth(1)
    label = option.inner_text()
    option.click()
    following = page.locator(".turn").nth(1)
    expect(following.locator(".mine")).to_contain_text(label)
    expect(answered(following).first).to_contain_text(label)
    expect(turn.locator(".ask .options button")).to_have_count(0)
    expect(turn.locator(".ask .picked")).to_contain_text(label)


def test_a_follow_up_shows_what_is_new_and_folds_the_rest(page: Page) -> None:
    answered(say(page, STORY))
    turn = say(page, "要准备什么证据")
    expect(answered(turn).first).to_contain_text("要准备的证据")
    expect(turn.get_by_text("完整的回答")).to_be_visible()
    expect(turn.locator(".headline")).to_be_hidden()


def test_what_cannot_be_had_stands_behind_a_fold(page: Page) -> None:
    turn = say(page, "我在实体店买的衣服不喜欢想退，商家不退")
    answered(turn)
    expect(turn.locator(".claim")).to_have_count(0)
    expect(turn.locator(".hopeless").first).to_be_hidden()
    turn.get_by_text("要不到的，为什么").click()
    expect(turn.locator(".hopeless").first).to_contain_text("无理由退货")


def test_danger_comes_first_with_a_number_to_call(page: Page) -> None:
    turn = say(page, ILL)
    danger = answered(turn).first
    expect(danger).to_have_class(re.compile(r"\bdanger\b"))
    number = danger.get_by_role("link", name="拨打 120")
    expect(number).to_have_attribute("href", "tel:120")
    assert_accessible(page)
    page.get_by_role("button", name="大字").click()
    page.reload()
    number.wait_for()
    assert in_sight(page, number)


def test_other_matters_and_a_wish_for_a_person_name_who_helps(page: Page) -> None:
    turn = say(page, "老板拖欠工资三个月了")
    expect(answered(turn).first.get_by_role("link", name="拨打 12333")).to_be_visible()
    page.get_by_role("button", name="找真人").first.click()
    turn = page.locator(".turn").nth(1)
    expect(turn.get_by_role("button", name="转给人工")).to_be_visible()


def test_what_is_said_while_the_server_is_away_is_answered_once(
    browser: Browser, tmp_path: Path, assistant: object
) -> None:
    server = Server(tmp_path)
    server.start()
    context = browser.new_context(base_url=server.url, viewport=PHONE)
    try:
        page = context.new_page()
        page.goto("/")
        server.stop(signal.SIGKILL)
        turn = say(page, STORY)
        expect(turn.locator(".state")).to_contain_text("没连上。话已存好，会自动再发。")
        assert_accessible(page)
        page.get_by_label("您的话").fill("还没发出去的半句")
        server.start()
        expect(turn.locator(".total")).to_contain_text("15996", timeout=40_000)
        expect(page.locator(".turn")).to_have_count(1)
        expect(turn.locator(".state")).to_have_count(0)
        expect(page.get_by_label("您的话")).to_have_value("还没发出去的半句")
        counted = 'weiquan_turns_total{channel="web",outcome="done"} 1.0'
        assert counted in httpx.get(f"{server.url}/metrics").text
    finally:
        context.close()
        if server.process and server.process.poll() is None:
            server.stop(signal.SIGKILL)


def test_a_reload_keeps_the_talk_and_the_half_written_words(page: Page) -> None:
    answered(say(page, STORY))
    page.get_by_label("您的话").fill("写到一半")
    page.reload()
    expect(page.locator(".turn .total")).to_contain_text("15996")
    expect(page.get_by_label("您的话")).to_have_value("写到一半")
    turn = say(page, "要准备什么证据")
    expect(answered(turn).first).to_contain_text("要准备的证据")


def test_two_tabs_show_one_talk(page: Page) -> None:
    answered(say(page, STORY))
    other = page.context.new_page()
    other.goto("/")
    expect(other.locator(".turn .total")).to_contain_text("15996")
    answered(say(other, "要准备什么证据"))
    answered(page.locator(".turn").nth(1))
    page.bring_to_front()
    page.get_by_role("button", name="重新开始").click()
    page.get_by_role("button", name="清空重来").click()
    for tab in (page, other):
        expect(tab.locator(".turn")).to_have_count(0)
        expect(tab.get_by_role("heading", name="说说您遇到的事")).to_be_visible()


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到输入框")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("您的话")).to_be_focused()
    page.keyboard.type(STORY)
    page.keyboard.press("Enter")
    turn = page.locator(".turn").first
    answered(turn)
    option = turn.locator(".ask.open .options button").first
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if option.evaluate("one => one === document.activeElement"):
            break
    expect(option).to_be_focused()
    page.keyboard.press("Enter")
    following = page.locator(".turn").nth(1)
    answered(following)
    expect(following.locator(".mine")).to_be_focused()


def test_nothing_sticks_out_of_a_narrow_screen_or_with_large_letters(page: Page) -> None:
    page.set_viewport_size(NARROW)
    assert_fits(page)
    page.get_by_role("button", name="大字").click()
    assert_fits(page)
    answered(say(page, STORY))
    unfold(page)
    assert_fits(page)
    answered(say(page, ILL))
    assert_fits(page)


def test_too_long_a_message_is_said_before_it_is_sent(page: Page) -> None:
    page.get_by_label("您的话").fill("字" * 2100)
    expect(page.get_by_text("多了100个字，请删短些或分两次发")).to_be_visible()
    expect(page.get_by_role("button", name="发送")).to_be_disabled()
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(0)
    assert_accessible(page)
    expect(answered(say(page, "字" * 2000)).first).to_be_visible()


def test_a_refused_message_says_why_and_goes_back_into_the_box(page: Page) -> None:
    turn = say(page, "///")
    expect(turn.locator(".state")).to_contain_text("消息是空的")
    assert_accessible(page)
    turn.get_by_role("button", name="改一改再发").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.get_by_label("您的话")).to_have_value("///")


def test_words_never_become_markup(page: Page) -> None:
    words = '<img src=x onerror="document.title=1"><b>退款</b>'
    turn = say(page, words)
    answered(turn)
    expect(turn.locator(".mine")).to_contain_text(words)
    assert turn.locator("img, .mine b").count() == 0

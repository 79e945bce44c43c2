"""A conversation that began in another channel goes on in the browser, by a link that works once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.services.widget.stage import Stage
from tests.services.widget.visits import assert_accessible, say

pytestmark = pytest.mark.services

BEGUN = "您好，接着说您的手机。"
YES, NO = "是我点的，接着说", "取消"


@pytest.fixture
def page(guest: BrowserContext) -> Page:
    """A page that shows nothing yet."""
    return guest.pages[0]


def come(page: Page, stage: Stage, conversation: str) -> str:
    """Follow a link into the conversation, in which something was said; returns its code."""
    stage.post(BEGUN, who="bot", to=conversation)
    code = stage.codes.make(conversation)
    follow(page, code)
    return code


def follow(page: Page, code: str) -> None:
    page.goto("about:blank")
    page.goto(f"/chat#c={code}")
    expect(page.get_by_role("dialog")).to_contain_text("接着公众号里的对话？")


def test_who_followed_the_link_goes_on_where_they_were(page: Page, stage: Stage) -> None:
    come(page, stage, "wx-one")
    assert "#" not in page.url
    assert_accessible(page)
    page.get_by_role("button", name=YES).click()
    expect(page.get_by_text(BEGUN)).to_be_visible()
    say(page, "发票找到了")
    assert stage.conversation == "wx-one"
    page.reload()
    expect(page.get_by_text(BEGUN)).to_be_visible()


def test_a_link_of_somebody_else_can_be_declined(page: Page, stage: Stage) -> None:
    code = come(page, stage, "wx-two")
    page.get_by_role("button", name=NO).click()
    say(page, "我的手机坏了")
    assert re.fullmatch("web-[0-9a-f]{32}", stage.conversation)
    expect(page.get_by_text(BEGUN)).to_have_count(0)
    assert stage.codes.redeem(code) == "wx-two", "what was declined is not used up"


def test_a_link_works_once_and_says_so(page: Page, stage: Stage) -> None:
    code = come(page, stage, "wx-three")
    page.get_by_role("button", name=YES).click()
    expect(page.get_by_text(BEGUN)).to_be_visible()
    page.evaluate("localStorage.clear()")
    follow(page, code)
    page.get_by_role("button", name=YES).click()
    expect(page.get_by_text("这个链接已经用过或者过期了")).to_be_visible()
    say(page, "那就从头说")
    assert stage.conversation != "wx-three"


def test_what_was_talked_of_before_is_left_for_the_other_conversation(
    page: Page, stage: Stage
) -> None:
    page.goto("/chat")
    say(page, "电脑的事")
    come(page, stage, "wx-four")
    page.get_by_role("button", name=YES).click()
    expect(page.get_by_text(BEGUN)).to_be_visible()
    expect(page.get_by_text("电脑的事")).to_have_count(0)

"""The chat as a whole page against the real server: answers, options, folds, limits."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.services.widget.chat import Chat, mine, replies, tab
from tests.services.widget.visits import MORE, NARROW, SMALL, STORY, answered, visit
from tests.serving.server import Server

pytestmark = pytest.mark.services

ILL = "吃了他家的外卖，现在上吐下泻还在吐血，花了200元"


@pytest.fixture
def chat(browser: Browser, server: Server) -> Iterator[Chat]:
    with visit(browser, base_url=server.url) as context:
        yield tab(context)


def test_a_first_visit_leads_to_the_sum_the_law_and_the_first_steps(chat: Chat) -> None:
    chat.page.set_viewport_size(SMALL)
    expect(chat.opening).to_be_visible()
    chat.assert_accessible()
    turn = chat.say(STORY)
    expect(chat.opening).to_be_hidden()
    headline, total = turn.locator(".headline"), turn.locator(".total")
    expect(headline).to_contain_text("15996元")
    expect(total).to_have_text("加起来可以要15996元")
    assert chat.in_sight(headline)
    assert chat.in_sight(total)
    expect(turn.locator(".steps:visible li:visible")).to_have_count(2)
    claim = turn.locator(".claim", has_text="退一赔三")
    expect(claim).to_contain_text("11997元")
    claim.locator("> summary").click()
    expect(claim.get_by_text("3999元 × 3倍 = 11997元")).to_be_visible()
    claim.get_by_text("看依据").click()
    law = claim.locator(".cites li", has_text="消费者权益保护法第五十五条第一款")
    expect(law.get_by_text("2014年3月15日起施行")).to_be_visible()
    assert (law.get_by_role("link").get_attribute("href") or "").startswith("https://")
    chat.unfold()
    chat.assert_accessible()


def test_a_pressed_option_is_noted_and_stays_readable(chat: Chat) -> None:
    turn = chat.say(STORY)
    option = turn.locator(".ask.open .options button").nth(1)
    label = option.inner_text()
    following = chat.next_turn()
    option.click()
    expect(mine(following)).to_contain_text(label)
    expect(replies(following).first).to_contain_text(label)
    expect(turn.locator(".ask .options button")).to_have_count(0)
    expect(turn.locator(".ask .picked")).to_contain_text(label)


def test_a_follow_up_shows_what_is_new_and_folds_the_rest(chat: Chat) -> None:
    chat.say(STORY)
    turn = chat.say(MORE)
    expect(replies(turn).first).to_contain_text("要准备的证据")
    expect(turn.get_by_text("完整的回答")).to_be_visible()
    expect(turn.locator(".headline")).to_be_hidden()


def test_what_cannot_be_had_stands_behind_a_fold(chat: Chat) -> None:
    turn = chat.say("我在实体店买的衣服不喜欢想退，商家不退")
    expect(turn.locator(".claim")).to_have_count(0)
    expect(turn.locator(".hopeless").first).to_be_hidden()
    turn.get_by_text("要不到的，为什么").click()
    expect(turn.locator(".hopeless").first).to_contain_text("无理由退货")


def test_danger_comes_first_with_a_number_to_call(chat: Chat) -> None:
    chat.page.set_viewport_size(SMALL)
    danger = replies(chat.say(ILL)).first
    expect(danger).to_have_class(re.compile(r"\bdanger\b"))
    number = danger.get_by_role("link", name="拨打 120")
    expect(number).to_have_attribute("href", "tel:120")
    chat.assert_accessible()
    chat.larger()
    chat.page.reload()
    number.wait_for()
    assert chat.in_sight(number)


def test_other_matters_and_a_wish_for_a_person_name_who_helps(chat: Chat) -> None:
    turn = chat.say("老板拖欠工资三个月了")
    expect(replies(turn).first.get_by_role("link", name="拨打 12333")).to_be_visible()
    turn = chat.press(chat.page.locator(".top"), "找真人")
    expect(turn.get_by_role("button", name="转给人工")).to_be_visible()


def test_a_reload_keeps_the_talk_and_the_half_written_words(chat: Chat) -> None:
    chat.say(STORY)
    chat.box.fill("写到一半")
    chat.page.reload()
    expect(chat.turns.locator(".total")).to_contain_text("15996")
    expect(chat.turns).to_have_count(1)
    expect(chat.box).to_have_value("写到一半")
    expect(replies(chat.say(MORE)).first).to_contain_text("要准备的证据")


def test_the_keyboard_alone_is_enough(chat: Chat) -> None:
    page = chat.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="跳到输入框")).to_be_focused()
    page.keyboard.press("Enter")
    expect(chat.box).to_be_focused()
    page.keyboard.type(STORY)
    page.keyboard.press("Enter")
    option = answered(chat.turns.first).locator(".ask.open .options button").first
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if option.evaluate("one => one === one.getRootNode().activeElement"):
            break
    expect(option).to_be_focused()
    page.keyboard.press("Enter")
    expect(mine(answered(chat.turns.nth(1)))).to_be_focused()


def test_nothing_sticks_out_of_a_narrow_screen_or_with_large_letters(chat: Chat) -> None:
    chat.page.set_viewport_size(NARROW)
    chat.assert_fits()
    chat.larger()
    chat.assert_fits()
    for text in (STORY, ILL):
        chat.say(text)
        chat.unfold()
        chat.assert_fits()


def test_too_long_a_message_is_said_before_it_is_sent(chat: Chat) -> None:
    chat.box.fill("字" * 2100)
    expect(chat.page.get_by_text("多了100个字，请删短些或分两次发")).to_be_visible()
    expect(chat.page.get_by_role("button", name="发送")).to_be_disabled()
    chat.page.keyboard.press("Enter")
    expect(chat.turns).to_have_count(0)
    chat.assert_accessible()
    expect(replies(chat.say("字" * 2000)).first).to_be_visible()


def test_a_refused_message_says_why_and_goes_back_into_the_box(chat: Chat) -> None:
    turn = chat.send("///")
    expect(turn.locator(".state")).to_contain_text("消息是空的")
    chat.assert_accessible()
    turn.get_by_role("button", name="改一改再发").click()
    expect(chat.turns).to_have_count(0)
    expect(chat.box).to_have_value("///")


def test_words_never_become_markup(chat: Chat) -> None:
    words = '<img src=x onerror="document.title=1"><b>退款</b>'
    turn = answered(chat.send(words))
    expect(turn.locator("img, .mine b")).to_have_count(0)
    expect(chat.page).to_have_title("维权助手")


def test_a_letter_stands_whole_and_is_copied_whole(chat: Chat) -> None:
    chat.say(STORY)
    turn = chat.say("帮我写一封给商家的信")
    letter = turn.locator(".letter")
    expect(letter.get_by_text("3999元").first).to_be_visible()
    chat.assert_accessible()
    chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    letter.get_by_role("button", name="复制整封信").click()
    expect(letter.get_by_role("button", name="已复制")).to_be_visible()
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert copied == letter.locator(".pre").evaluate("one => one.textContent")

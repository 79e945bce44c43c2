"""With the keyboard alone, and what screen readers are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from bot.channels.web import Standing
from tests.services.widget.stage import Stage
from tests.services.widget.visits import (
    DESK,
    PICTURE,
    SIZES,
    answered,
    next_turn,
    say,
    setting,
    visit,
)

pytestmark = pytest.mark.services

STOP = """() => {
    let at = document.activeElement;
    const inside = at.tagName === 'WEIQUAN-CHAT';
    while (at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    return {
        what: at.tagName.toLowerCase() + ' ' + (at.ariaLabel || at.textContent).trim().slice(0, 30),
        lost: at === document.body, inside,
        framed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    };
}"""
LISTEN = """
    window.told = [];
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (how) {
        const root = attach.call(this, how);
        new MutationObserver((records) => {
            for (const one of records) {
                const live = one.target.parentElement && (one.target.nodeType === 1 ? one.target : one.target.parentElement)
                    .closest('[aria-live], [role=status], [role=alert]');
                if (!live) continue;
                const how = live.getAttribute('aria-live') || live.getAttribute('role');
                const words = [...one.addedNodes].map((node) => node.textContent).join('');
                if (words) told.push([how, words]);
            }
        }).observe(root, {childList: true, subtree: true, characterData: true});
        return root;
    };
"""


@pytest.fixture(params=list(SIZES))
def page(request: pytest.FixtureRequest, browser: Browser, stage: Stage) -> Iterator[Page]:
    with visit(browser, SIZES[request.param], base_url=stage.url) as context:
        yield context.new_page()


def stop(page: Page) -> dict[str, Any]:
    """Where the keyboard stands. It is never lost, and everybody can see where it is."""
    at: dict[str, Any] = page.evaluate(STOP)
    assert not at["lost"]
    assert at["framed"], at
    assert at["seen"], at
    return at


def go(page: Page, to: Locator, key: str = "Tab") -> None:
    """Presses the key until the keyboard stands there."""
    for _ in range(70):
        page.keyboard.press(key)
        stop(page)
        if to.evaluate("one => one === one.getRootNode().activeElement"):
            return
    raise AssertionError(f"{to} was not reached")


def write(page: Page, words: str) -> Locator:
    """From anywhere in the chat to the box, and what is said there."""
    box = page.get_by_label("您的话")
    if not box.evaluate("one => one === one.getRootNode().activeElement"):
        go(page, box)
    turn = next_turn(page)
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    return answered(turn)


def test_from_the_skip_link_to_the_end_without_a_mouse(page: Page, stage: Stage) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    stop(page)
    page.keyboard.press("Enter")
    go(page, page.get_by_role("link", name="说说您遇到的事"))
    page.keyboard.press("Enter")
    box = page.get_by_label("您的话")
    expect(box).to_be_focused()

    turn = write(page, "choice")
    go(page, turn.get_by_role("button", name="护照"), "Shift+Tab")
    chosen = next_turn(page)
    page.keyboard.press("Enter")
    expect(answered(chosen)).to_contain_text("passport")
    expect(chosen.locator(".mine")).to_be_focused()

    turn = write(page, "money")
    go(page, turn.get_by_role("textbox", name="您一共花了多少钱？"), "Shift+Tab")
    page.keyboard.type("很多")
    page.keyboard.press("Enter")
    expect(turn.get_by_role("alert").filter(has_text="没看出是多少钱")).to_be_visible()
    expect(turn.get_by_role("textbox")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("3999")
    typed = next_turn(page)
    page.keyboard.press("Enter")
    expect(answered(typed)).to_contain_text("3999元")
    expect(typed.locator(".mine")).to_be_focused()

    turn = write(page, "draft")
    edit = turn.get_by_role("button", name="改“涉及金额”")
    go(page, edit, "Shift+Tab")
    page.keyboard.press("Enter")
    line = turn.get_by_role("textbox", name="涉及金额")
    expect(line).to_be_focused()
    stop(page)
    page.keyboard.press("Escape")
    expect(edit).to_be_focused()
    expect(page.locator(".panel")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("4999元")
    edited = next_turn(page)
    page.keyboard.press("ControlOrMeta+Enter")
    expect(answered(edited)).to_contain_text("'value': '4999元'")

    turn = write(page, "file")
    go(page, turn.get_by_role("button", name="选照片或PDF"), "Shift+Tab")
    sent = next_turn(page)
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("Enter")
    choosing.value.set_files(PICTURE)
    expect(answered(sent)).to_contain_text("upload")
    assert not page.evaluate(STOP)["lost"]
    go(page, page.get_by_role("button", name="上传照片或PDF"))
    with page.expect_file_chooser():
        page.keyboard.press("Space")

    menu = page.get_by_role("button", name="设置和更多")
    go(page, menu, "Shift+Tab")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="设置和更多")
    expect(dialog).to_be_visible()
    for _ in range(14):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "() => { const at = document.activeElement; return at === document.body || (at.shadowRoot"
            " && at.shadowRoot.activeElement && at.shadowRoot.activeElement.closest('dialog') !== null); }"
        )
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(menu).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_be_hidden()
    expect(page.locator(".launcher")).to_be_focused()
    stop(page)


def test_tab_never_leads_behind_a_chat_that_covers_the_page(browser: Browser, stage: Stage) -> None:
    with visit(browser, base_url=stage.url) as context:
        page = context.new_page()
        page.goto("/")
        page.locator(".launcher").press("Enter")
        for words in ("choice", "draft"):
            write(page, words)
        for key in ("Tab", "Shift+Tab"):
            seen = set()
            for _ in range(60):
                page.keyboard.press(key)
                at = stop(page)
                assert at["inside"], at
                seen.add(at["what"])
            assert len(seen) > 12
        assert page.locator(".panel").get_attribute("aria-modal") == "true"


def test_on_a_desk_the_page_around_can_still_be_reached(browser: Browser, stage: Stage) -> None:
    with visit(browser, DESK, base_url=stage.url) as context:
        page = context.new_page()
        page.goto("/")
        page.locator(".launcher").press("Enter")
        assert page.locator(".panel").get_attribute("aria-modal") == "false"
        go(page, page.get_by_role("link", name="查投诉进度").last, "Shift+Tab")


def test_the_page_that_is_only_the_chat_leads_to_the_box_first(page: Page) -> None:
    page.goto("/chat")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="跳到输入框")).to_be_focused()
    stop(page)
    page.keyboard.press("Enter")
    expect(page.get_by_label("您的话")).to_be_focused()


def test_what_disappears_under_the_keyboard_does_not_take_it_along(
    page: Page, stage: Stage
) -> None:
    """Another tab, staff or the answer itself may redraw what is being used."""
    page.goto("/chat")
    turn = say(page, "choice")
    turn.get_by_role("button", name="护照").focus()
    stage.post("您好，我是工作人员。")
    expect(page.locator(".turn.said")).to_have_count(1)
    expect(turn.get_by_role("button", name="护照")).to_be_focused()
    turn = say(page, "draft")
    turn.get_by_role("button", name="改“要求”").press("Enter")
    turn.get_by_role("textbox", name="要求").fill("退一赔三")
    stage.post("还在吗？")
    expect(page.locator(".turn.said")).to_have_count(2)
    expect(turn.get_by_role("textbox", name="要求")).to_be_focused()
    expect(turn.get_by_role("textbox", name="要求")).to_have_value("退一赔三")


# --- what is told -------------------------------------------------------------------------------


@pytest.fixture
def listener(browser: Browser, stage: Stage) -> Iterator[BrowserContext]:
    """A browser that notes what its live regions tell, and how."""
    with visit(browser, base_url=stage.url) as context:
        context.add_init_script(LISTEN)
        yield context


def told(page: Page, part: str) -> set[str]:
    """How words with that part were told."""
    return {how for how, words in page.evaluate("told") if part in words}


def test_answers_are_told_politely_and_what_was_said_before_is_not(
    listener: BrowserContext, stage: Stage
) -> None:
    page = listener.new_page()
    page.goto("/chat")
    expect(page.get_by_role("log", name="对话")).to_have_attribute("aria-live", "polite")
    say(page, "第一句")
    stage.post("工作人员说的话。")
    expect(page.locator(".turn.said")).to_have_count(1)
    assert told(page, "听到：第一句") == {"polite"}
    assert told(page, "工作人员说的话") == {"polite"}
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.get_by_role("log", name="对话")).to_have_attribute("aria-live", "polite")
    assert told(page, "第一句") == {"off"}
    assert told(page, "工作人员说的话") == {"off"}
    say(page, "第二句")
    assert told(page, "听到：第二句") == {"polite"}
    assert told(page, "工作人员说的话") == {"off"}


def test_changes_of_state_are_told(listener: BrowserContext, stage: Stage) -> None:
    page = listener.new_page()
    page.goto("/chat")
    say(page, "你好")
    stage.stand(Standing("waiting", place=3))
    expect(page.get_by_role("status").filter(has_text="前面还有2位")).to_be_visible()
    stage.stand(Standing("claimed", staff="小王"))
    expect(page.get_by_role("status").filter(has_text="人工小王在回答")).to_be_visible()
    assert told(page, "前面还有2位") == {"status"}
    assert told(page, "人工小王在回答") == {"status"}
    stage.stand(Standing("bot"))
    expect(page.get_by_role("status").filter(has_text="程序在回答")).to_be_visible()
    listener.set_offline(True)
    expect(page.get_by_role("status").filter(has_text="现在没有网络")).to_be_visible()
    assert told(page, "现在没有网络") == {"status"}
    listener.set_offline(False)
    expect(page.get_by_role("status").filter(has_text="现在没有网络")).to_have_count(0)
    turn = say(page, "money")
    turn.get_by_role("button", name="确定").click()
    expect(turn.get_by_role("alert").filter(has_text="还空着")).to_be_visible()
    assert told(page, "还空着") == {"alert"}


def test_settings_do_not_have_the_whole_talk_told_again(
    listener: BrowserContext, stage: Stage
) -> None:
    page = listener.new_page()
    page.goto("/chat")
    say(page, "第一句")
    page.evaluate("told.length = 0")
    setting(page, "简单模式")
    assert told(page, "第一句") <= {"off"}
    say(page, "第二句")
    assert told(page, "听到：第二句") == {"polite"}

"""How a person may want it: large, enlarged, dark, high in contrast, still; and that it stays so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.services.widget.embedding import sticking_out
from tests.services.widget.stage import Stage
from tests.services.widget.visits import (
    STORY,
    assert_accessible,
    menu,
    room,
    say,
    send,
    setting,
    unfold,
    visit,
)
from tests.serving.server import Server

pytestmark = pytest.mark.services

WIDTHS = [320, 375, 1280]
COVERED = """() => {
    const root = document.querySelector('weiquan-chat').shadowRoot;
    const bad = [];
    const [top, bottom] = [root.querySelector('.top'), root.querySelector('.bottom')].map((one) => one.getBoundingClientRect());
    for (const one of root.querySelectorAll('button, a, input:not([type=file]), textarea, summary')) {
        if (!one.checkVisibility() || getComputedStyle(one).clipPath !== 'none') continue;
        one.scrollIntoView({block: 'center'});
        const box = one.getBoundingClientRect();
        const at = root.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        const name = one.tagName + ' ' + (one.ariaLabel || one.textContent).trim().slice(0, 20);
        if (!at || !(one === at || one.contains(at) || at.contains(one))) bad.push('covered: ' + name);
        if (box.width < 24 || box.height < 24) bad.push('small: ' + name + ' ' + box.width + 'x' + box.height);
        if (one.matches('button') && one.scrollWidth > one.clientWidth + 1) bad.push('cut: ' + name);
    }
    if (bottom.top - top.bottom < 120) bad.push('no room to read: ' + (bottom.top - top.bottom));
    return bad;
}"""


def everything(page: Page) -> None:
    """Says what brings every kind of card that is open for answers."""
    for name in ("waiting", "several", "filed", "draft"):
        say(page, name)


def assert_usable(page: Page) -> None:
    assert sticking_out(page) == []
    assert page.evaluate(COVERED) == []


# --- size ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("size", ["大", "特大"])
def test_larger_letters_fit_and_everything_can_be_pressed(
    browser: Browser, stage: Stage, server: Server, size: str, width: int
) -> None:
    with visit(browser, {"width": width, "height": 740}) as context:
        page = context.new_page()
        page.goto(f"{stage.url}/chat")
        plain = page.locator(".lead").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        setting(page, size)
        larger = page.locator(".lead").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        assert larger >= plain * 1.2
        assert_usable(page)
        everything(page)
        unfold(page)
        assert_usable(page)
        menu(page)
        assert sticking_out(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_letters_twice_as_large_by_the_browser_fit(
    browser: Browser, stage: Stage, server: Server, width: int
) -> None:
    with visit(browser, {"width": width, "height": 740}) as context:
        page = context.new_page()
        browser_settings = context.new_cdp_session(page)
        browser_settings.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        page.goto(f"{server.url}/chat")
        expect(page.get_by_label("您的话")).to_have_css("font-size", "34px")
        assert_usable(page)
        say(page, STORY)
        unfold(page)
        assert_usable(page)
        menu(page)
        assert sticking_out(page) == []
        page.goto(f"{stage.url}/chat")
        everything(page)
        unfold(page)
        assert_usable(page)


@pytest.mark.parametrize("width", [1280, 640])
def test_a_page_zoomed_to_200_per_cent_fits(
    browser: Browser, stage: Stage, server: Server, width: int
) -> None:
    """Zoomed, a window is half as many of its pixels wide and high."""
    half = {"width": width // 2, "height": 400}
    with visit(browser, half, device_scale_factor=2) as context:
        page = context.new_page()
        page.goto(f"{server.url}/")
        page.locator(".launcher").click()
        say(page, STORY)
        unfold(page)
        assert_usable(page)
        page.goto(f"{stage.url}/chat")
        everything(page)
        assert_usable(page)


# --- colour and motion --------------------------------------------------------------------------


def background(page: Page) -> str:
    return str(page.locator(".panel").evaluate("one => getComputedStyle(one).backgroundColor"))


def test_dark_follows_the_system_and_the_person(browser: Browser, stage: Stage) -> None:
    with visit(browser, color_scheme="light") as context:
        page = context.new_page()
        page.goto(f"{stage.url}/chat")
        light = background(page)
        page.emulate_media(color_scheme="dark")
        expect(page.locator(".panel")).not_to_have_css("background-color", light)
        dark = background(page)
        setting(page, "浅色")
        assert background(page) == light
        setting(page, "跟随系统")
        assert background(page) == dark
        page.emulate_media(color_scheme="light")
        expect(page.locator(".panel")).to_have_css("background-color", light)
        setting(page, "深色")
        assert background(page) == dark
        everything(page)
        assert_accessible(page)


def test_high_contrast_is_black_on_white_and_white_on_black(browser: Browser, stage: Stage) -> None:
    with visit(browser) as context:
        page = context.new_page()
        page.goto(f"{stage.url}/chat")
        setting(page, "高对比度")
        everything(page)
        pair = "one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
        black, white = "rgb(0, 0, 0)", "rgb(255, 255, 255)"
        assert page.locator(".sheet").last.evaluate(pair) == [black, white]
        assert_accessible(page)
        setting(page, "深色")
        assert page.locator(".sheet").last.evaluate(pair) == [white, black]
        assert_accessible(page)


def test_who_asks_the_system_for_contrast_gets_it_at_once(browser: Browser, stage: Stage) -> None:
    with visit(browser, contrast="more") as context:
        page = context.new_page()
        page.goto(f"{stage.url}/chat")
        expect(page.locator(".root")).to_have_attribute("data-contrast", "")


def test_with_forced_colours_buttons_words_and_choices_can_be_told(
    browser: Browser, stage: Stage
) -> None:
    with visit(browser, forced_colors="active") as context:
        page = context.new_page()
        page.goto(f"{stage.url}/chat")
        turn = say(page, "several")
        turn.get_by_role("button", name="订单截图").click()
        edged = """one => { const style = getComputedStyle(one);
            return style.borderTopStyle !== 'none' && parseFloat(style.borderTopWidth) > 0
                && style.borderTopColor !== style.backgroundColor; }"""
        for what in (".mine", ".send", ".human", ".attach", ".sheet", "#message"):
            assert page.locator(what).first.evaluate(edged), what
        thick = "one => parseFloat(getComputedStyle(one).borderTopWidth)"
        chosen, other = (turn.get_by_role("button", name=name) for name in ("订单截图", "检测报告"))
        assert chosen.evaluate(thick) > other.evaluate(thick)
        page.get_by_label("您的话").focus()
        outline = page.get_by_label("您的话").evaluate("one => getComputedStyle(one).outlineStyle")
        assert outline != "none"


def test_nothing_moves_for_who_wants_it_still(browser: Browser, stage: Stage) -> None:
    """The dots of an answer that is being worked out are all that ever moves."""
    moving = "document.querySelector('weiquan-chat').shadowRoot.getAnimations().length"
    with visit(browser, reduced_motion="no-preference") as context:
        page = context.new_page()
        page.goto(f"{stage.url}/chat")
        page.route("**/send", lambda route: None)
        send(page, "慢慢来")
        page.locator(".turn .dots").wait_for()
        assert page.evaluate(moving) > 0
        page.emulate_media(reduced_motion="reduce")
        assert page.evaluate(moving) == 0
        scroll = page.evaluate("""() => {
            const scroller = document.querySelector('weiquan-chat').shadowRoot.querySelector('.scroll');
            return getComputedStyle(scroller).scrollBehavior;
        }""")
        assert scroll == "auto"


# --- lasting ------------------------------------------------------------------------------------


def test_settings_outlive_a_reload_and_reach_other_tabs(browser: Browser, stage: Stage) -> None:
    with visit(browser) as context:
        page, other = context.new_page(), context.new_page()
        page.goto(f"{stage.url}/chat")
        other.goto(f"{stage.url}/chat")
        page.bring_to_front()
        say(page, "你好")
        expect(other.locator(".turn")).to_have_count(1)
        page.bring_to_front()
        setting(page, "特大", "深色", "高对比度")
        for tab in (other, page):
            expect(tab.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")
        setting(page, "简单模式")
        page.reload()
        for tab in (other, page):
            root = tab.locator(".root")
            expect(root).to_have_attribute("data-size", "huge")
            for name in ("dark", "contrast", "simple"):
                expect(root).to_have_attribute(f"data-{name}", "")
            tab.bring_to_front()
            menu(tab)
            expect(room(tab).get_by_role("radio", name="特大")).to_be_checked()
            expect(room(tab).get_by_role("radio", name="深色")).to_be_checked()
            expect(room(tab).get_by_role("checkbox", name="简单模式")).to_be_checked()

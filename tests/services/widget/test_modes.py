"""How a person may want it: large, enlarged, dark, high in contrast, still, simple, read aloud."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.services.widget.embedding import (
    PHONE,
    STORY,
    assert_accessible,
    say,
    sticking_out,
    unfold,
    visit,
)
from tests.services.widget.samples import CARDS
from tests.services.widget.stage import Stage
from tests.serving.server import Server

pytestmark = pytest.mark.services

WIDTHS = [320, 375, 1280]
SIMPLE = "简单模式"
LAW = re.compile(r"《|第[一二三四五六七八九十百千零〇\d]+条|法第|条例")
VISIBLE = """() => {
    const root = document.querySelector('weiquan-chat').shadowRoot;
    const words = [];
    const walk = document.createTreeWalker(root.querySelector('.scroll'), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const at = walk.currentNode.parentElement;
        if (at.checkVisibility() && !at.closest('.hidden')) words.push(walk.currentNode.data);
    }
    return words.join('\\n');
}"""
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
VOICE = """
    window.spoken = []; window.cancelled = 0;
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, 'speechSynthesis', {value: {
        speak: (said) => { spoken.push(said); }, cancel: () => { cancelled += 1; },
    }});
"""
SPOKEN = "spoken.map((one) => one.text).join('')"


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with Stage() as one:
        for name, card in CARDS.items():
            one.teach(name, card)
        yield one


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, assistant: object) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("modes"))
    server.start()
    yield server
    server.stop(signal.SIGKILL)


def room(page: Page) -> Locator:
    return page.get_by_role("dialog", name="设置和更多")


def setting(page: Page, name: str) -> None:
    page.get_by_role("button", name="设置和更多").click()
    room(page).locator("label").filter(has_text=re.compile(f"^{name}")).click()
    page.get_by_role("button", name="好了").click()


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
        page.get_by_role("button", name="设置和更多").click()
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
        page.get_by_role("button", name="设置和更多").click()
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
    with visit(browser, PHONE, color_scheme="light") as context:
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
    with visit(browser, PHONE) as context:
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
    with visit(browser, PHONE, contrast="more") as context:
        page = context.new_page()
        page.goto(f"{stage.url}/chat")
        expect(page.locator(".root")).to_have_attribute("data-contrast", "")


def test_with_forced_colours_buttons_words_and_choices_can_be_told(
    browser: Browser, stage: Stage
) -> None:
    with visit(browser, PHONE, forced_colors="active") as context:
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
    with visit(browser, PHONE, reduced_motion="no-preference") as context:
        page = context.new_page()
        page.goto(f"{stage.url}/chat")
        page.route("**/send", lambda route: None)
        page.get_by_label("您的话").fill("慢慢来")
        page.keyboard.press("Enter")
        page.locator(".turn .dots").wait_for()
        assert page.evaluate(moving) > 0
        page.emulate_media(reduced_motion="reduce")
        assert page.evaluate(moving) == 0
        scroll = page.evaluate("""() => {
            const scroller = document.querySelector('weiquan-chat').shadowRoot.querySelector('.scroll');
            return getComputedStyle(scroller).scrollBehavior;
        }""")
        assert scroll == "auto"


# --- simple -------------------------------------------------------------------------------------


def test_simple_mode_shows_one_thing_and_no_law(browser: Browser, server: Server) -> None:
    with visit(browser, PHONE) as context:
        page = context.new_page()
        page.goto(f"{server.url}/chat")
        setting(page, SIMPLE)
        first = say(page, STORY)
        expect(first.locator(".total")).to_contain_text("15996")
        expect(first.get_by_role("heading", name="先做这一步")).to_be_visible()
        assert not LAW.search(page.evaluate(VISIBLE))
        option = first.locator(".ask.open .options button").first
        box = option.bounding_box()
        assert box
        assert box["height"] >= 56
        assert box["width"] >= 280
        option.click()
        second = page.locator(".turn").nth(1)
        second.locator(".sheet").first.wait_for()
        expect(first).to_be_hidden()
        assert not LAW.search(page.evaluate(VISIBLE))
        page.get_by_role("button", name="看前面说过的").click()
        expect(first).to_be_visible()
        expect(second).to_be_visible()
        whole = first.get_by_text("看完整的回答")
        whole.click()
        expect(
            first.get_by_text("要不到的，为什么").or_(first.locator(".claim")).first
        ).to_be_visible()
        unfold(page)
        assert LAW.search(page.evaluate(VISIBLE))
        third = say(page, "要准备什么证据")
        expect(third).to_be_visible()
        expect(first).to_be_hidden()
        expect(second).to_be_hidden()
        assert not LAW.search(page.evaluate(VISIBLE))


@pytest.mark.parametrize(
    "story",
    [
        "办了健身年卡3000元，没去几次店就关门了，老板联系不上",
        "我寄的快递弄丢了，没有保价，快递公司只肯赔运费，东西值800元",
        "点的外卖里吃出一只虫子，商家只肯退25元餐费",
    ],
)
def test_no_answer_of_simple_mode_speaks_of_articles(
    browser: Browser, server: Server, story: str
) -> None:
    with visit(browser, PHONE) as context:
        page = context.new_page()
        page.goto(f"{server.url}/chat")
        setting(page, SIMPLE)
        for words in (story, "能赔多少", "接下来怎么办"):
            say(page, words)
            assert LAW.findall(page.evaluate(VISIBLE)) == []


def test_a_site_may_begin_simple_and_the_person_may_end_it(browser: Browser, stage: Stage) -> None:
    with visit(browser, PHONE) as context:
        page = context.new_page()
        page.goto(f"{stage.url}/chat")
        page.evaluate("""() => { const chat = document.createElement('weiquan-chat');
            chat.setAttribute('mode', 'page'); chat.setAttribute('simple', '');
            localStorage.clear();
            document.querySelector('weiquan-chat').replaceWith(chat); }""")
        root = page.locator(".root")
        expect(root).to_have_attribute("data-simple", "")
        page.get_by_role("button", name="设置和更多").click()
        room(page).get_by_role("checkbox", name=SIMPLE).uncheck()
        expect(root).not_to_have_attribute("data-simple", "")


# --- aloud --------------------------------------------------------------------------------------


@pytest.fixture
def listener(browser: Browser) -> Iterator[BrowserContext]:
    """A browser whose voice notes what it would say."""
    with visit(browser, PHONE) as context:
        context.add_init_script(VOICE)
        yield context


def test_read_aloud_says_what_counts_and_no_law(listener: BrowserContext, server: Server) -> None:
    page = listener.new_page()
    page.goto(f"{server.url}/chat")
    turn = say(page, STORY)
    button = turn.get_by_role("button", name="朗读").first
    button.click()
    words = page.evaluate(SPOKEN)
    assert "15996元" in words
    assert "先做这一步" in words
    assert not LAW.search(words)
    assert page.evaluate("spoken.every((one) => one.lang === 'zh-CN')")
    stop = turn.get_by_role("button", name="停止朗读")
    expect(stop).to_be_visible()
    before = page.evaluate("cancelled")
    stop.click()
    assert page.evaluate("cancelled") > before
    expect(stop).to_have_count(0)
    turn.get_by_role("button", name="朗读", exact=True).first.click()
    page.evaluate("spoken.at(-1).onend()")
    expect(turn.get_by_role("button", name="停止朗读")).to_have_count(0)


def test_new_answers_are_read_once_and_nothing_of_before(
    listener: BrowserContext, stage: Stage
) -> None:
    page = listener.new_page()
    page.goto(f"{stage.url}/chat")
    setting(page, "自动朗读")
    say(page, "第一句")
    assert page.evaluate(SPOKEN) == "听到：第一句。"
    say(page, "第二句")
    stage.post("工作人员说的话。")
    expect(page.locator(".turn.said")).to_have_count(1)
    assert page.evaluate(SPOKEN) == "听到：第一句。听到：第二句。工作人员说的话。"
    with page.expect_response(re.compile("/stream$")):
        page.reload()
    expect(page.locator(".turn")).to_have_count(3)
    say(page, "第三句")
    assert page.evaluate(SPOKEN) == "听到：第三句。"


def test_closing_the_chat_stops_the_voice(listener: BrowserContext, stage: Stage) -> None:
    page = listener.new_page()
    page.goto(stage.url)
    page.locator(".launcher").click()
    say(page, "tip").get_by_role("button", name="朗读").click()
    before = page.evaluate("cancelled")
    page.get_by_role("button", name="关闭").click()
    assert page.evaluate("cancelled") == before + 1


# --- lasting ------------------------------------------------------------------------------------


def test_settings_outlive_a_reload_and_reach_other_tabs(browser: Browser, stage: Stage) -> None:
    with visit(browser, PHONE) as context:
        page, other = context.new_page(), context.new_page()
        page.goto(f"{stage.url}/chat")
        other.goto(f"{stage.url}/chat")
        page.bring_to_front()
        say(page, "你好")
        expect(other.locator(".turn")).to_have_count(1)
        page.bring_to_front()
        setting(page, "特大")
        setting(page, "深色")
        setting(page, "高对比度")
        for tab in (other, page):
            expect(tab.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")
        setting(page, SIMPLE)
        page.reload()
        for tab in (other, page):
            root = tab.locator(".root")
            expect(root).to_have_attribute("data-size", "huge")
            for name in ("dark", "contrast", "simple"):
                expect(root).to_have_attribute(f"data-{name}", "")
            tab.bring_to_front()
            tab.get_by_role("button", name="设置和更多").click()
            expect(room(tab).get_by_role("radio", name="特大")).to_be_checked()
            expect(room(tab).get_by_role("radio", name="深色")).to_be_checked()
            expect(room(tab).get_by_role("checkbox", name=SIMPLE)).to_be_checked()

"""Without the law's words: simple mode, which shows one thing at a time, and reading aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.services.widget.stage import Stage
from tests.services.widget.visits import MORE, STORY, menu, say, setting, unfold, visit
from tests.serving.server import Server

pytestmark = pytest.mark.services

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
VOICE = """
    window.spoken = []; window.cancelled = 0;
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, 'speechSynthesis', {value: {
        speak: (said) => { spoken.push(said); }, cancel: () => { cancelled += 1; },
    }});
"""
SPOKEN = "spoken.map((one) => one.text).join('')"


# --- simple -------------------------------------------------------------------------------------


def test_simple_mode_shows_one_thing_and_no_law(browser: Browser, server: Server) -> None:
    with visit(browser) as context:
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
        third = say(page, MORE)
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
    with visit(browser) as context:
        page = context.new_page()
        page.goto(f"{server.url}/chat")
        setting(page, SIMPLE)
        for words in (story, "能赔多少", "接下来怎么办"):
            say(page, words)
            assert LAW.findall(page.evaluate(VISIBLE)) == []


def test_a_site_may_begin_simple_and_the_person_may_end_it(browser: Browser, stage: Stage) -> None:
    with visit(browser) as context:
        page = context.new_page()
        page.goto(f"{stage.url}/chat")
        page.evaluate("""() => { const chat = document.createElement('weiquan-chat');
            chat.setAttribute('mode', 'page'); chat.setAttribute('simple', '');
            localStorage.clear();
            document.querySelector('weiquan-chat').replaceWith(chat); }""")
        root = page.locator(".root")
        expect(root).to_have_attribute("data-simple", "")
        menu(page).get_by_role("checkbox", name=SIMPLE).uncheck()
        expect(root).not_to_have_attribute("data-simple", "")


# --- aloud --------------------------------------------------------------------------------------


@pytest.fixture
def listener(browser: Browser) -> Iterator[BrowserContext]:
    """A browser whose voice notes what it would say."""
    with visit(browser) as context:
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

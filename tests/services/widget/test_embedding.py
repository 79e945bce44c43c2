"""The chat on other people's sites: strict ones, hostile ones, and those that may not have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.complaints.evidence.made import ORDER, screen
from tests.services.widget.embedding import CLEAN, REFUSED, Site, host_page, opened, sticking_out
from tests.services.widget.stage import Stage
from tests.services.widget.visits import (
    DESK,
    PICTURE,
    SIZES,
    STORY,
    next_turn,
    say,
    send,
    setting,
    visit,
)
from tests.serving.server import Server, running

pytestmark = pytest.mark.services

HOSTS = ["hostile.html", "csp.html"]
OURS = {"open", "close", "constructor", "connectedCallback", "disconnectedCallback"}
"""What the element offers, and what the browser calls."""

LOOK = """async () => {
    const root = document.querySelector('weiquan-chat').shadowRoot;
    await Promise.all(root.getAnimations().map((one) => one.finished.catch(() => null)));
    const look = {};
    for (const part of ['.panel', '.top', '.name', '.human', '.scroll', '.mine', '.sheet', '.sheet p',
        '.composer', '#message', '.send', '.attach', '.icon', '.answering', '.bottom', 'dialog', 'dialog h2']) {
        const style = getComputedStyle(root.querySelector(part));
        look[part] = Object.fromEntries([...style].filter((name) => !name.startsWith('--weiquan'))
            .map((name) => [name, style.getPropertyValue(name)]));
    }
    return look;
}"""
HOST_LOOK = """async () => {
    await Promise.all(document.getAnimations().map((one) => one.finished));
    return [document.documentElement, document.body, ...document.querySelectorAll('body > *, #main *')]
    .filter((one) => !/WEIQUAN-CHAT|X-NOTHING/.test(one.tagName)).map((one) => {
        const style = getComputedStyle(one);
        return [one.tagName, ...[...style].map((name) => name + ':' + style.getPropertyValue(name))].join(';');
    });
}"""
GLOBALS = "() => Object.getOwnPropertyNames(window).filter((name) => !/^\\d+$/.test(name)).sort()"


@pytest.fixture(scope="module")
def stranger(site: Site) -> Iterator[Stage]:
    """Knows another site only."""
    with Stage(["https://www.example.cn"]) as one:
        yield one


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, assistant: object, site: Site
) -> Iterator[Server]:
    """Knows two sites."""
    origins = f"https://www.example.cn,{site.origin}"
    with running(tmp_path_factory.mktemp("embedded"), WEIQUAN_ORIGINS=origins) as server:
        yield server


@pytest.fixture
def guest(browser: Browser) -> Iterator[BrowserContext]:
    """Notes what a policy forbids."""
    with visit(browser, DESK, excused=[REFUSED]) as context:
        context.add_init_script("""window.violations = [];
            addEventListener('securitypolicyviolation', (event) =>
                violations.push(event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample));""")
        yield context


@pytest.mark.parametrize("host", HOSTS)
def test_on_a_known_site_it_answers_and_takes_files(
    guest: BrowserContext, site: Site, server: Server, host: str
) -> None:
    page = opened(guest.new_page(), site.put(f"/{host}", host_page(host), server.url))
    expect(say(page, STORY).locator(".total")).to_contain_text("15996")
    sent = next_turn(page)
    image: Any = {"name": "订单截图.png", "mimeType": "image/png", "buffer": screen(ORDER)}
    page.locator("#file").set_input_files(image)
    expect(page.get_by_text("已传材料1份")).to_be_visible()
    expect(sent.locator(".sheet").first).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_text("已传材料1份").click()
        page.get_by_role("button", name="下载订单截图.png").click()
    assert saved.value.suggested_filename == "订单截图.png"
    page.reload()
    page.locator(".launcher").click()
    expect(page.locator(".turn .total")).to_contain_text("15996")
    assert page.evaluate("violations") == []


@pytest.mark.parametrize("host", HOSTS)
def test_on_a_known_site_what_staff_say_comes_by_itself(
    guest: BrowserContext, site: Site, stage: Stage, host: str
) -> None:
    page = opened(guest.new_page(), site.put(f"/{host}", host_page(host), stage.url))
    say(page, "你好")
    stage.post("您好，我是工作人员。")
    expect(page.locator(".turn.said")).to_contain_text("我是工作人员")
    assert page.evaluate("violations") == []


def test_a_button_of_the_site_opens_it_and_says_its_words(
    guest: BrowserContext, site: Site, stage: Stage
) -> None:
    page = guest.new_page()
    page.goto(site.put("/csp.html", host_page("csp.html"), stage.url))
    page.get_by_role("button", name="说说翻新机的事").click()
    expect(page.locator(".turn")).to_contain_text("听到：网上买的新手机，发现是翻新机，商家不退")


@pytest.mark.parametrize("page_mode", [False, True], ids=["float", "page"])
def test_on_an_unknown_site_it_says_that_it_is_not_meant_to_be_there(
    guest: BrowserContext, site: Site, stranger: Stage, page_mode: bool
) -> None:
    text = CLEAN.replace("</main>", '<weiquan-chat mode="page"></weiquan-chat></main>')
    address = site.put("/unknown.html", text if page_mode else CLEAN, stranger.url)
    page = guest.new_page()
    page.goto(address)
    if not page_mode:
        page.locator(".launcher").click()
    send(page, "商家不退钱")
    told = page.locator(".turn .state")
    expect(told).to_contain_text("这个网站还没有接通维权助手")
    expect(told).to_contain_text("12315")
    assert not stranger.talk.taken
    page.get_by_role("button", name="改一改再发").click()
    expect(page.get_by_label("您的话")).to_have_value("商家不退钱")


def test_a_strict_policy_forbids_nothing_that_it_does_and_it_is_dressed(
    guest: BrowserContext, site: Site, stage: Stage
) -> None:
    page = opened(guest.new_page(), site.put("/csp.html", host_page("csp.html"), stage.url))
    say(page, "你好")
    setting(page, "特大")
    page.locator("#file").set_input_files(PICTURE)
    expect(page.get_by_text("已传材料1份")).to_be_visible()
    send = page.get_by_role("button", name="发送")
    expect(send).to_have_css("background-color", "rgb(14, 95, 90)")
    expect(page.locator(".panel")).to_have_css("position", "fixed")
    assert sticking_out(page) == []
    assert page.evaluate("violations") == []


def looked(page: Page, address: str) -> dict[str, dict[str, str]]:
    """How the chat looks there, opened, with a word said."""
    opened(page, address)
    say(page, "你好")
    page.mouse.move(1, 1)
    found: dict[str, dict[str, str]] = page.evaluate(LOOK)
    return found


@pytest.mark.parametrize("size", SIZES.values(), ids=list(SIZES))
def test_styles_and_scripts_of_a_hostile_site_do_not_reach_in(
    browser: Browser, site: Site, stage: Stage, size: ViewportSize
) -> None:
    looks = []
    for name, text in (("/clean.html", CLEAN), ("/hostile.html", host_page("hostile.html"))):
        with visit(browser, size) as context:
            looks.append(looked(context.new_page(), site.put(name, text, stage.url)))
    clean, hostile = looks
    different = [
        f"{part} {name}: {value!r}, there {hostile[part].get(name)!r}"
        for part, style in clean.items()
        for name, value in style.items()
        if hostile[part].get(name) != value
    ]
    assert not different, "\n".join(different)


def test_on_a_hostile_site_keys_and_clipboard_work_inside(
    guest: BrowserContext, site: Site, stage: Stage
) -> None:
    guest.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(guest.new_page(), site.put("/hostile.html", host_page("hostile.html"), stage.url))
    box = page.get_by_label("您的话")
    box.press_sequentially("a b")
    box.press("Backspace")
    expect(box).to_have_value("a ")
    box.press("ControlOrMeta+a")
    box.press("ControlOrMeta+c")
    box.press("End")
    box.press("ControlOrMeta+v")
    expect(box).to_have_value("a a ")
    box.press("Enter")
    expect(page.locator(".turn").first).to_contain_text("听到：a a")
    menu = page.get_by_role("button", name="设置和更多")
    menu.press("Enter")
    expect(page.get_by_role("dialog", name="设置和更多")).to_be_visible()
    toggle = page.get_by_role("checkbox", name="高对比度")
    toggle.press("Space")
    expect(toggle).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="设置和更多")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(".launcher")).to_be_focused()


def test_the_site_around_looks_as_before(guest: BrowserContext, site: Site, stage: Stage) -> None:
    """What counts elements finds one more, as it would any other."""
    text = host_page("hostile.html")
    page = guest.new_page()
    without = re.sub(r"<script src.+?</script>", "", text).replace(
        "</body>", "<x-nothing></x-nothing></body>"
    )
    page.goto(site.put("/without.html", without, stage.url))
    page.wait_for_load_state()
    before, width = page.evaluate(HOST_LOOK), page.evaluate("document.documentElement.scrollWidth")
    opened(page, site.put("/hostile.html", text, stage.url))
    say(page, "你好")
    assert page.evaluate(HOST_LOOK) == before
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_it_leaves_no_names_behind(guest: BrowserContext, site: Site, stage: Stage) -> None:
    page = guest.new_page()
    page.goto(site.put("/bare.html", re.sub(r"<script.+?</script>", "", CLEAN), stage.url))
    before = page.evaluate(GLOBALS)
    opened(page, site.put("/clean.html", CLEAN, stage.url))
    say(page, "你好")
    assert page.evaluate(GLOBALS) == before
    own = page.evaluate("""() => {
        const chat = document.querySelector('weiquan-chat');
        return [Object.keys(chat), Object.getOwnPropertyNames(Object.getPrototypeOf(chat)),
            Object.keys(localStorage).filter((key) => !key.startsWith('weiquan.')), document.cookie];
    }""")
    assert own == [[], own[1], [], ""]
    assert set(own[1]) == OURS


def test_as_a_page_it_keeps_to_the_place_it_is_given(
    guest: BrowserContext, site: Site, stage: Stage
) -> None:
    place = (
        '<div id="place" style="width: 340px; height: 460px; margin: 40px">'
        '<weiquan-chat mode="page" style="height: 100%"></weiquan-chat></div><p>下文</p></main>'
    )
    page = guest.new_page()
    page.goto(site.put("/small.html", CLEAN.replace("</main>", place), stage.url))
    say(page, "一二三四五六七八九十" * 20)
    boxes = [page.locator(one).bounding_box() for one in ("#place", ".panel", ".composer")]
    place_box, panel, composer = boxes
    assert place_box and panel and composer
    assert panel == place_box
    assert composer["y"] + composer["height"] <= place_box["y"] + place_box["height"]
    expect(page.locator(".launcher")).to_have_count(0)
    inside = page.evaluate("""() => {
        const root = document.querySelector('weiquan-chat').shadowRoot;
        const place = document.querySelector('#place').getBoundingClientRect();
        return [...root.querySelectorAll('*')].filter((one) => one.checkVisibility() && !one.closest('.log')
            && !one.matches('.hidden')).every((one) => {
                const box = one.getBoundingClientRect();
                return !box.width || (box.left >= place.left - 1 && box.right <= place.right + 1);
            });
    }""")
    assert inside


def test_two_tags_of_the_script_make_one_chat(
    guest: BrowserContext, site: Site, stage: Stage
) -> None:
    twice = CLEAN.replace("</main>", '<script src="{server}/widget.js"></script></main>')
    page = opened(guest.new_page(), site.put("/twice.html", twice, stage.url))
    say(page, "你好")
    assert page.locator("weiquan-chat").count() == 1
    assert page.locator(".turn").count() == 1
    assert (
        len([one for one in stage.talk.taken.values() if one.conversation == stage.conversation])
        == 1
    )


def test_moved_on_the_page_it_goes_on(guest: BrowserContext, site: Site, stage: Stage) -> None:
    page = opened(guest.new_page(), site.put("/clean.html", CLEAN, stage.url))
    say(page, "你好")
    page.get_by_label("您的话").fill("半句")
    page.evaluate("document.querySelector('main').append(document.querySelector('weiquan-chat'))")
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.get_by_label("您的话")).to_have_value("半句")
    stage.post("挪了也收得到。")
    expect(page.locator(".turn.said")).to_have_count(1)
    expect(say(page, "还在吗")).to_contain_text("听到：还在吗")


def test_taken_off_the_page_it_hears_nothing_and_put_back_it_begins_anew(
    guest: BrowserContext, site: Site, stage: Stage
) -> None:
    page = opened(guest.new_page(), site.put("/clean.html", CLEAN, stage.url))
    with page.expect_response(lambda answer: answer.url.endswith("/stream")):
        say(page, "你好")
    with page.expect_event("requestfailed", lambda asked: asked.url.endswith("/stream")):
        page.evaluate("window.chat = document.querySelector('weiquan-chat'); chat.remove()")
    page.evaluate(
        "dispatchEvent(new Event('online')); document.dispatchEvent(new Event('visibilitychange'))"
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("document.body.append(chat)")
    page.locator(".launcher").click()
    expect(page.locator(".turn")).to_contain_text("听到：你好")
    assert len([url for url in asked if "/messages" in url]) == 1
    stage.post("回来就收得到。")
    expect(page.locator(".turn.said")).to_have_count(1)

"""What it costs to have the chat: bytes, time, and whether anything jumps.

Times are printed (`pytest -s`) and written to .work/widget-measures.json, for people to compare;
a busy machine makes them long, so nothing is asserted of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from bot.settings import ROOT
from tests.services.widget.stage import Stage
from tests.services.widget.visits import MORE, SIZES, STORY, answered, send, visit
from tests.serving.server import Server

pytestmark = pytest.mark.services

MOST = 30 * 1024
RESULTS = ROOT / ".work" / "widget-measures.json"
WATCH = """
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) {
            const where = one.sources.map((source) => [source.previousRect, source.currentRect].map((box) =>
                [box.x, box.y, box.width, box.height].map(Math.round).join(' ')).join(' to '));
            if (!one.hadRecentInput) shifts.push([one.value, ...where]);
        }
    }).observe({type: 'layout-shift', buffered: true});
"""
FIRST_PAINT = """() => new Promise((resolve) => {
    const name = 'first-contentful-paint';
    new PerformanceObserver((list) => {
        for (const one of list.getEntriesByName(name)) resolve(one.startTime);
    }).observe({type: 'paint', buffered: true});
})"""
FIRST_ANSWER = """() => {
    const root = document.querySelector('weiquan-chat').shadowRoot;
    root.querySelector('.log').dataset.asked = performance.now();
    window.drawn = new Promise((resolve) => new MutationObserver((_, observer) => {
        if (!root.querySelector('.turn:last-child > .sheet')) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() =>
            resolve(performance.now() - root.querySelector('.log').dataset.asked)));
    }).observe(root, {childList: true, subtree: true}));
}"""
measured: dict[str, float] = {}


@pytest.fixture(scope="module", autouse=True)
def results() -> Iterator[None]:
    yield
    RESULTS.write_text(json.dumps(measured, indent=2, ensure_ascii=False) + "\n", "utf-8")


def note(what: str, value: float, unit: str) -> None:
    measured[f"{what} ({unit})"] = round(value, 1)
    print(f"{what}: {value:.1f} {unit}")


def shifts(page: Page) -> list[list[object]]:
    """What jumped though nobody had just typed or pressed, by how much, from where to where."""
    # Two frames later the browser has told everything it saw so far.
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
    )
    found: list[list[object]] = page.evaluate("shifts")
    return found


def say_and_wait(page: Page, text: str) -> None:
    """The answer comes so long after the last key that what jumps then is nobody's own doing."""
    held: list[Route] = []
    page.route("**/send", lambda route: held.append(route), times=1)
    turn = send(page, text)
    asked = page.evaluate("performance.now()")
    page.wait_for_function("asked => performance.now() > asked + 700", arg=asked)
    held[0].continue_()
    answered(turn)


def test_the_script_is_small(server: Server) -> None:
    with httpx.stream(
        "GET", f"{server.url}/widget.js", headers={"Accept-Encoding": "gzip"}
    ) as reply:
        sent = b"".join(reply.iter_raw())
    assert reply.headers["content-encoding"] == "gzip"
    assert b"weiquan-chat" in gzip.decompress(sent)
    note("widget.js as sent", len(sent) / 1024, "KB")
    assert len(sent) <= MOST


@pytest.mark.parametrize("size", SIZES.values(), ids=list(SIZES))
def test_how_long_a_visit_takes(browser: Browser, server: Server, size: ViewportSize) -> None:
    with visit(browser, size, base_url=server.url) as context:
        page = context.new_page()
        for path in ("/", "/chat"):
            page.goto(path)
            note(f"first paint of {path} at {size['width']} px", page.evaluate(FIRST_PAINT), "ms")
        page.get_by_label("您的话").fill(STORY)
        page.evaluate(FIRST_ANSWER)
        page.keyboard.press("Enter")
        note(f"first answer at {size['width']} px", page.evaluate("drawn"), "ms")
        expect(page.locator(".total")).to_contain_text("15996")


@pytest.mark.parametrize("size", SIZES.values(), ids=list(SIZES))
def test_nothing_jumps_on_a_visit_to_the_site(
    browser: Browser, server: Server, size: ViewportSize
) -> None:
    with visit(browser, size, base_url=server.url) as context:
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto("/")
        page.locator(".launcher").wait_for()
        assert shifts(page) == []
        page.locator(".launcher").click()
        assert shifts(page) == []
        say_and_wait(page, STORY)
        assert shifts(page) == []
        say_and_wait(page, MORE)
        assert shifts(page) == []
        page.reload()
        page.locator(".launcher").click()
        page.locator(".turn").nth(1).wait_for()
        assert shifts(page) == []


@pytest.mark.parametrize("size", SIZES.values(), ids=list(SIZES))
def test_nothing_jumps_on_the_page_that_is_only_the_chat(
    browser: Browser, stage: Stage, size: ViewportSize
) -> None:
    with visit(browser, size, base_url=stage.url) as context:
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto("/chat")
        page.get_by_label("您的话").wait_for()
        assert shifts(page) == []
        for words in ("第一句", "第二句"):
            say_and_wait(page, words)
            assert shifts(page) == []
        stage.post("您好，我是工作人员，材料我看到了。")
        expect(page.locator(".turn.said")).to_have_count(1)
        assert shifts(page) == []

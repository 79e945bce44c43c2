"""Pages of other people with the chat on them, and what tests do there."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page

PAGES = Path(__file__).parent / "pages"
PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 800}
STORY = "我在淘宝买了个手机3999，收到发现是翻新机，商家不退"
PICTURE: Any = {"name": "订单.png", "mimeType": "image/png", "buffer": b"\x89PNG" + b"x" * 4000}
CLEAN = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>干净的网站</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script src="{server}/widget.js" async></script></head><body><main><h1>干净的网站</h1></main></body></html>"""


class _Handler(BaseHTTPRequestHandler):
    """Says nothing of a charset, as old servers do."""

    def do_GET(self) -> None:
        text = self.server.pages.get(self.path.partition("?")[0])  # type: ignore[attr-defined]
        self.send_response(404 if text is None else 200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write((text or "").encode())

    def log_message(self, format: str, *args: Any) -> None: ...


class Site:
    """A web site of another origin. Pages name the assistant's server as {server}."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.pages = self.pages  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"

    def put(self, path: str, text: str, server: str) -> str:
        """Shows a page; returns its address."""
        self.pages[path] = text.replace("{server}", server)
        return self.origin + path

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


def host_page(name: str) -> str:
    return (PAGES / name).read_text("utf-8")


@contextmanager
def visit(
    browser: Browser, viewport: Mapping[str, int] = DESK, **options: Any
) -> Iterator[BrowserContext]:
    """Somebody who was never there. An error of any script fails the test, but what the browser
    says about a server that refuses or is away is no error of ours."""
    given = {"reduced_motion": "reduce", "locale": "zh-CN", **options}
    context = browser.new_context(viewport=dict(viewport), **given)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on(
        "console",
        lambda said: errors.append(said.text) if said.type == "error" else None,
    )
    try:
        yield context
    finally:
        context.close()
    ours = ("Failed to load resource", "blocked by CORS policy")
    assert [error for error in errors if not any(known in error for known in ours)] == []


def opened(page: Page, address: str) -> Page:
    """The page with its chat open."""
    page.goto(address)
    page.locator(".launcher").click()
    page.get_by_label("您的话").wait_for()
    return page


def next_turn(page: Page) -> Locator:
    return page.locator(".turn").nth(page.locator(".turn").count())


def answered(turn: Locator) -> Locator:
    """The turn, once it has been answered."""
    turn.locator("> :nth-child(2):not(.dots):not(.state)").wait_for()
    return turn


def say(page: Page, text: str) -> Locator:
    """Type, send, wait for the answer; returns the turn."""
    turn = next_turn(page)
    page.get_by_label("您的话").fill(text)
    page.keyboard.press("Enter")
    return answered(turn)


def unfold(page: Page) -> None:
    """Opens everything that unfolds, what is drawn only then as well."""
    closed = page.locator(".log details:not([open])")
    while closed.count():
        closed.evaluate_all("all => all.forEach(one => { one.open = true; })")


def sticking_out(page: Page) -> list[str]:
    """What scrolls sideways, what reaches over the edge of the window, a panel that scrolls as a whole."""
    found: list[str] = page.evaluate("""() => {
        const root = document.querySelector('weiquan-chat').shadowRoot;
        const name = (one) => one.tagName.toLowerCase() + '.' + (one.className.baseVal ?? one.className);
        const wide = [document.documentElement, ...root.querySelectorAll('.panel, .scroll, .bottom, dialog[open]')]
            .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => 'scrolls: ' + name(one));
        const out = [...root.querySelectorAll('*')].filter((one) => one.checkVisibility() && !one.closest('.hidden')
            && getComputedStyle(one).clipPath === 'none').filter((one) => {
                const box = one.getBoundingClientRect();
                return box.width && (box.right > innerWidth + 1 || box.left < -1);
            }).map((one) => 'out: ' + name(one));
        const panel = root.querySelector('.panel');
        const high = panel.scrollHeight > panel.clientHeight + 1 ? ['the panel itself scrolls'] : [];
        return [...wide, ...high, ...out];
    }""")
    return found


def assert_accessible(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()

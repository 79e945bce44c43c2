"""Pages of other people with the chat on them."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

REFUSED = "blocked by CORS policy"
"""What the browser says when the assistant does not know the site."""
PAGES = Path(__file__).parent / "pages"
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


def opened(page: Page, address: str) -> Page:
    """The page with its chat open."""
    page.goto(address)
    page.locator(".launcher").click()
    page.get_by_label("您的话").wait_for()
    return page


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

"""Somebody's visit to a page with the chat, and what is done there, whatever page it is.

Playwright looks into open shadow roots itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

PHONE: ViewportSize = {"width": 375, "height": 740}
SMALL: ViewportSize = {"width": 360, "height": 740}
NARROW: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 800}
SIZES = {"phone": PHONE, "desk": DESK}
STORY = "我在淘宝买了个手机3999，收到发现是翻新机，商家不退"
MORE = "要准备什么证据"
PICTURE: Any = {"name": "订单.png", "mimeType": "image/png", "buffer": b"\x89PNG" + b"x" * 4000}
UNANSWERED = "Failed to load resource"
"""What the browser says about a server that is away, or refuses; it is no error of the page."""


@contextmanager
def visit(
    browser: Browser,
    viewport: ViewportSize = PHONE,
    *,
    patience: int = 10_000,
    excused: Sequence[str] = (),
    **options: Any,
) -> Iterator[BrowserContext]:
    """Somebody who was never there. An error of any script fails the test, but for those that
    contain one of `excused`. `options`: of the browser's context."""
    given = {"reduced_motion": "reduce", "locale": "zh-CN", **options}
    context = browser.new_context(viewport=viewport, **given)
    context.set_default_timeout(patience)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    try:
        yield context
    finally:
        context.close()
    known = (UNANSWERED, *excused)
    assert [error for error in errors if not any(part in error for part in known)] == []


# --- Talking ------------------------------------------------------------------------------------


def next_turn(page: Page) -> Locator:
    """The turn that the next thing said will begin."""
    return page.locator(".turn").nth(page.locator(".turn").count())


def answered(turn: Locator) -> Locator:
    """The turn, once it has been answered."""
    turn.locator("> :nth-child(2):not(.dots):not(.state)").wait_for()
    return turn


def send(page: Page, text: str) -> Locator:
    """Type and press Enter; returns the turn, which may not be there yet."""
    turn = next_turn(page)
    page.get_by_label("您的话").fill(text)
    page.keyboard.press("Enter")
    return turn


def say(page: Page, text: str) -> Locator:
    """Type, press Enter and wait; returns the turn, answered."""
    return answered(send(page, text))


# --- Looking around -----------------------------------------------------------------------------


def unfold(page: Page) -> None:
    """Opens whatever unfolds, also what is drawn only then."""
    closed = page.locator(".log details:not([open])")
    while closed.count():
        closed.evaluate_all("all => all.forEach(one => { one.open = true; })")


def room(page: Page) -> Locator:
    """Where the settings are."""
    return page.get_by_role("dialog", name="设置和更多")


def menu(page: Page) -> Locator:
    """Opens the settings; returns where they are."""
    page.get_by_role("button", name="设置和更多").click()
    return room(page)


def setting(page: Page, *names: str) -> None:
    """Chooses or switches on the settings of these names, and leaves."""
    labels = menu(page).locator("label")
    for name in names:
        label = labels.filter(has_text=re.compile(f"^{name}"))
        label.click()
        expect(label.locator("input")).to_be_checked()
    page.get_by_role("button", name="好了").click()


def assert_accessible(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()

"""The chat in a browser, used as a person would."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.services.widget import visits
from tests.services.widget.visits import answered

SHOTS = os.environ.get("WEIQUAN_SHOTS")
"""A folder for pictures of the steps, for whoever wants to look at them."""
WIDE = """() => {
    const root = document.querySelector('weiquan-chat').shadowRoot;
    const all = [document.documentElement, ...root.querySelectorAll('.panel, .scroll, dialog[open]')];
    return all.filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth)
        .map((one) => `${one.className || one.tagName}: ${one.scrollWidth} > ${one.clientWidth}`);
}"""


class Chat:
    """One page with the chat on it. Every turn is what the person said and what came back."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.box = page.get_by_label("您的话")
        self.turns = page.locator(".turn")
        self.opening = page.get_by_role("heading", name="说说您遇到的事")
        self.answering = page.locator(".answering")
        self.net = page.locator(".net")
        self.proofs = page.locator(".proofs")

    # --- The launcher and the panel -------------------------------------------------------------

    def open(self) -> None:
        """Press the launcher; the words can be typed at once."""
        self.page.locator(".launcher").click()
        expect(self.box).to_be_focused()

    def close(self) -> None:
        self.page.get_by_role("button", name="关闭").click()
        expect(self.page.locator(".launcher")).to_be_focused()

    def from_menu(self, name: str) -> None:
        """Press a button of the menu."""
        visits.menu(self.page).get_by_role("button", name=name).click()

    def start_over(self) -> None:
        self.from_menu("重新开始")
        self.page.get_by_role("button", name="清空重来").click()

    def larger(self) -> None:
        self.page.get_by_role("button", name="大字", exact=True).click()

    # --- Talking --------------------------------------------------------------------------------

    def next_turn(self) -> Locator:
        """The turn that the next thing said will begin."""
        return visits.next_turn(self.page)

    def send(self, text: str) -> Locator:
        """Type and press Enter; returns the turn, which may not be answered yet."""
        turn = visits.send(self.page, text)
        expect(mine(turn)).to_contain_text(text)
        return turn

    def say(self, text: str) -> Locator:
        """Type, press Enter and wait; returns the turn, answered."""
        return visits.say(self.page, text)

    def press(self, within: Locator, name: str) -> Locator:
        """Press a button that says something; returns the turn that this begins, answered."""
        turn = self.next_turn()
        within.get_by_role("button", name=name, exact=True).click()
        return answered(turn)

    def upload(self, file: dict[str, Any]) -> Locator:
        """Choose a file; returns the turn, which may not be answered yet."""
        turn = self.next_turn()
        self.page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
        turn.wait_for()
        return turn

    def last_said(self, text: str) -> None:
        """The newest turn says so."""
        expect(self.turns.last).to_contain_text(text)

    def unfold(self) -> None:
        """Open whatever unfolds, also what is drawn only then."""
        visits.unfold(self.page)

    # --- How it looks ---------------------------------------------------------------------------

    def assert_accessible(self) -> None:
        visits.assert_accessible(self.page)

    def assert_fits(self) -> None:
        """Nothing scrolls sideways."""
        assert self.page.evaluate(WIDE) == []

    def in_sight(self, what: Locator) -> bool:
        """Whether it stands wholly between the chat's top and bottom bars."""
        box, top, bottom = (
            one.bounding_box()
            for one in (what, self.page.locator(".top"), self.page.locator(".bottom"))
        )
        assert box and top and bottom
        return box["y"] >= top["y"] + top["height"] and box["y"] + box["height"] <= bottom["y"]

    def look(self, step: str, part: Locator | None = None) -> None:
        """Nothing scrolls sideways; a picture where they are collected."""
        self.assert_fits()
        size = self.page.viewport_size
        if SHOTS and size:
            path = Path(SHOTS) / f"{size['width']}-{step}.png"
            (part or self.page).screenshot(path=path, animations="disabled")


def mine(turn: Locator) -> Locator:
    """What the person said."""
    return turn.locator(".mine")


def replies(turn: Locator) -> Locator:
    """What came back."""
    return answered(turn).locator("> :not(.mine)")


def tab(context: BrowserContext, path: str = "/chat") -> Chat:
    """One more page of this person."""
    page = context.new_page()
    page.goto(path)
    chat = Chat(page)
    if path == "/chat":
        chat.box.wait_for()
    return chat

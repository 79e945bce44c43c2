"""Every state that a person may meet: axe finds nothing, nothing sticks out, and there is a picture.

With WEIQUAN_SHOTS naming a folder, pictures and their list are written there; docs/screenshots is
made so."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from bot.channels.port import Incoming, Reply
from tests.services.widget.chat import SHOTS
from tests.services.widget.embedding import sticking_out
from tests.services.widget.samples import CARDS
from tests.services.widget.stage import Stage
from tests.services.widget.states import STATES, WORDS
from tests.services.widget.visits import SIZES, STORY, assert_accessible, visit

pytestmark = pytest.mark.services

COLOURS = 64
DAY = {"day": "2026-11-24"}
LIST = """# What a person sees

Each state of the chat at 375 and at 1280 px, as the browser tests meet it. Made anew by

```
WEIQUAN_SHOTS=$PWD/docs/screenshots make test-services ARGS=tests/services/widget/test_states.py
```

| state | phone | desktop |
|---|---|---|
"""


@pytest.fixture(scope="module")
def stage(assistant: Callable[[Incoming], Awaitable[list[Reply]]]) -> Iterator[Stage]:
    """Answers the story as the assistant does, anything else with the card of that name."""

    def asked() -> list[Reply]:
        return asyncio.run(assistant(Incoming("web", "states", "k1", STORY, DAY)))  # type: ignore[arg-type]

    with ThreadPoolExecutor(1) as elsewhere:
        replies = elsewhere.submit(asked).result()
    with Stage() as one:
        one.cards[STORY] = replies
        for name, card in CARDS.items():
            one.teach(WORDS.get(name, name), card)
        for words, reply in (
            ("你好", "您好，请说说您遇到的事。"),
            ("护照", "记下了：护照。"),
            ("（上传了一个文件）", "收到了，已经存进您的材料。"),
        ):
            one.teach(words, None, reply)
        yield one


@pytest.fixture(scope="module", autouse=True)
def listed() -> Iterator[None]:
    """The list of the pictures, once they are there."""
    yield
    if SHOTS:
        rows = [
            f"| {title} | "
            + " | ".join(f"![{title}]({size['width']}-{name}.png)" for size in SIZES.values())
            + " |\n"
            for name, (title, _) in STATES.items()
        ]
        (Path(SHOTS) / "README.md").write_text(LIST + "".join(rows), "utf-8")


def picture(page: Page, name: str) -> None:
    """Few colours make it small; the chat has few."""
    size = page.viewport_size
    assert SHOTS
    assert size
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    path = Path(SHOTS) / f"{size['width']}-{name}.png"
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


@pytest.mark.parametrize("size", SIZES.values(), ids=list(SIZES))
@pytest.mark.parametrize("name", list(STATES))
def test_every_state_can_be_used_by_everybody(
    browser: Browser, stage: Stage, monkeypatch: pytest.MonkeyPatch, name: str, size: ViewportSize
) -> None:
    monkeypatch.setattr(stage.people, "open", lambda: name != "ticket")
    with visit(browser, size, base_url=stage.url) as context:
        page = context.new_page()
        if name == "slow":
            page.clock.install()
        page.goto("/")
        page.locator(".launcher").click()
        STATES[name][1](page, stage)
        page.mouse.move(1, 1)
        if SHOTS:
            picture(page, name)
        assert sticking_out(page) == []
        assert_accessible(page)

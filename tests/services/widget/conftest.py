"""Servers, a site of somebody else, and a guest: what more than one file of these tests needs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.services.widget.embedding import Site
from tests.services.widget.samples import CARDS
from tests.services.widget.stage import Stage
from tests.services.widget.visits import visit
from tests.serving.server import Server, running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, assistant: object) -> Iterator[Server]:
    """The real server, of this file alone; `assistant` makes sure that the model is trained."""
    with running(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    one = Site()
    yield one
    one.close()


@pytest.fixture(scope="module")
def stage(site: Site) -> Iterator[Stage]:
    """Knows the site, and answers the name of a card with the card."""
    with Stage([site.origin]) as one:
        for name, card in CARDS.items():
            one.teach(name, card)
        yield one


@pytest.fixture
def guest(browser: Browser, stage: Stage) -> Iterator[BrowserContext]:
    """Fails when anything asks, opens a page or leads away."""
    with visit(browser, base_url=stage.url) as context:
        happened: list[str] = []
        context.on("dialog", lambda asked: (happened.append(asked.message), asked.dismiss()))
        context.on("page", lambda new: happened.append(f"opened {new.url}"))
        page = context.new_page()
        happened.clear()
        page.on("framenavigated", lambda frame: happened.append(frame.url))
        yield context
        assert [one for one in happened if not one.startswith((stage.url, "about:blank"))] == []


@pytest.fixture
def page(guest: BrowserContext) -> Page:
    page = guest.pages[0]
    page.goto("/chat")
    return page

"""The demonstration site says what the knowledge says, and keeps to what its headers allow."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bot.settings import ROOT
from knowledge.lines import read_yaml

HOME = ROOT / "web/demo/index.html"
PAGES = [HOME, ROOT / "web/demo/accessibility.html", ROOT / "web/chat/index.html"]
EVERY = pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
MOST = 40 * 1024
EMERGENCY = {"110", "120"}
SERVED = {"/", "/chat", "/case", "/widget.js"}


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


def content(folder: str) -> list[dict[str, Any]]:
    paths = sorted((ROOT / "knowledge/content" / folder).glob("*.yml"))
    return [read_yaml(path.read_text("utf-8"))[0] for path in paths]


@EVERY
def test_nothing_stands_inline(path: Path) -> None:
    page = Tags(path)
    names = {name for _, attributes in page.tags for name in attributes}
    assert not {name for name in names if name == "style" or name.startswith("on")}
    assert "style" not in {tag for tag, _ in page.tags}
    assert all("src" in attributes for tag, attributes in page.tags if tag == "script")


@EVERY
def test_every_link_leads_somewhere(path: Path) -> None:
    page = Tags(path)
    phones = {str(entry["phone"]) for entry in content("authorities") if "phone" in entry}
    for link in page.values("href") + page.values("src"):
        address, _, part = link.partition("#")
        if address.startswith("tel:"):
            assert address.removeprefix("tel:") in phones | EMERGENCY
            continue
        assert address in SERVED | {""} or (ROOT / "web" / address.lstrip("/")).is_file(), link
        if part:
            ids = page.values("id") if not address else Tags(HOME).values("id")
            assert part in ids, link


def test_the_tips_are_those_of_the_knowledge() -> None:
    shown = re.findall(
        r"<li><h3>(.+?)</h3><p>(.+?)</p></li>", HOME.read_text("utf-8").split('class="tips"')[1]
    )
    known = {
        (entry["title"], entry["text"]) for entry in content("tips") if entry["confidence"] != "low"
    }
    assert len(shown) >= 4
    assert set(shown) <= known


def test_a_card_says_what_it_shows() -> None:
    text = HOME.read_text("utf-8").split('class="matters"')[1].split("</ul>")[0]
    said = re.findall(r'data-weiquan-open="(.+?)"', text)
    assert said
    assert said == re.findall(r"<span>(.+?)</span>", text)


def test_the_site_is_small() -> None:
    files = [path for folder in ("demo", "chat") for path in (ROOT / "web" / folder).iterdir()]
    assert sum(path.stat().st_size for path in files) <= MOST

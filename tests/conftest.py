"""What tests share: the built knowledge base and the trained model, each made once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest

import knowledge
from bot.channels.port import Incoming, Reply
from bot.settings import Settings
from bot.understanding import Reader

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def content() -> knowledge.Content:
    return knowledge.load()


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> knowledge.KnowledgeBase:
    """The knowledge base of the repository's content."""
    path = tmp_path_factory.mktemp("knowledge") / "base.sqlite"
    knowledge.build_file(path)
    return knowledge.KnowledgeBase.open(path)


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The settings of a developer's machine; built things are shared with `make run`."""
    return Settings()


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Callable[[Incoming], Awaitable[list[Reply]]]:
    """The trained assistant as a function from message to replies."""
    from bot.serving.once import conversation_player

    return conversation_player(settings, lambda text: None)


def yaml_rows(folder: Path) -> list[tuple[str, int, dict]]:  # type: ignore[type-arg]
    """Every row of every YAML table in a folder: file stem, number from 1, row."""
    from knowledge.lines import read_yaml

    return [
        (path.stem, number, row)
        for path in sorted(folder.glob("*.yml"))
        for number, row in enumerate(read_yaml(path.read_text("utf-8"))[0], 1)
    ]


@pytest.fixture(scope="session")
def reader(settings: Settings) -> Reader:
    """Understanding by the trained model, without a conversation."""
    return Reader(settings, lambda text: None)

"""Services are handed over once; without them an action says what to start instead."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

import complaints
import knowledge
from bot.serving.backing import stand_up
from bot.settings import Settings


def test_before_configure_an_action_is_told_how_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["complaints.services"]
    monkeypatch.setattr(module, "_current", None)
    with pytest.raises(complaints.NotConfigured, match="weiquan run"):
        complaints.services()


def test_the_last_services_handed_over_count(
    base: knowledge.KnowledgeBase, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["complaints.services"], "_current", None)
    settings, cipher = Settings(work=tmp_path), complaints.Cipher([complaints.Cipher.new_key()])
    for hour, day in ((15, date(2026, 1, 1)), (16, date(2026, 1, 2))):
        at = datetime(2026, 1, 1, hour, tzinfo=UTC)
        backing = stand_up(settings, base, engine, cipher, lambda at=at: at)  # type: ignore[misc]
        assert complaints.services() is backing.services
        assert complaints.services().today() == day
        backing.reader.close()

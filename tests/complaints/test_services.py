"""Services are handed over once; without them an action says what to start instead."""

from __future__ import annotations

import sys
from datetime import date

import pytest

import complaints
import knowledge


def test_before_configure_an_action_is_told_how_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["complaints.services"]
    monkeypatch.setattr(module, "_current", None)
    with pytest.raises(complaints.NotConfigured, match="weiquan run"):
        complaints.services()


def test_the_last_services_handed_over_count(
    base: knowledge.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules["complaints.services"]
    monkeypatch.setattr(module, "_current", None)
    for day in (date(2026, 1, 1), date(2026, 1, 2)):
        given = complaints.Services(base, lambda day=day: day)  # type: ignore[misc]
        complaints.configure(given)
        assert complaints.services() is given
        assert complaints.services().today() == day

"""What is built is built once, by digest, and never half."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot import training
from bot.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(work=tmp_path)


def test_the_knowledge_base_is_built_once_and_again_when_it_is_damaged(settings: Settings) -> None:
    said: list[str] = []
    path = training.ensure_knowledge(settings, said.append)
    built = path.stat().st_mtime_ns
    assert training.ensure_knowledge(settings, said.append).stat().st_mtime_ns == built
    assert len(said) == 2
    path.write_bytes(b"damaged" * 1000)
    training.ensure_knowledge(settings, said.append)
    assert len(said) == 4


def test_old_models_go_but_not_one_still_being_trained(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.models.mkdir()
    for name in ("old.tar.gz", "draft-123.tar.gz"):
        (settings.models / name).touch()
    monkeypatch.setattr(subprocess, "run", lambda arguments, **rest: Path(arguments[-1]).touch())
    path = training.ensure_model(settings, lambda text: None)
    assert {p.name for p in settings.models.iterdir()} == {path.name, "draft-123.tar.gz"}
    monkeypatch.setattr(subprocess, "run", None)
    assert training.ensure_model(settings, lambda text: None) == path


def test_a_model_is_named_after_what_it_is_learned_from() -> None:
    assert training.model_digest() == training.model_digest()
    learned = {path.suffix for path in training._learned_from()}
    assert learned == {".yml", ".py"}

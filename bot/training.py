"""Building what is built: the knowledge base and the dialogue model, each by the digest of what it
is made from, so that nothing is built twice."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from sqlalchemy import create_engine

import knowledge
from bot.settings import ROOT, Settings

Say = Callable[[str], object]
_LEARNED_FROM = ("config.yml", "domain.yml", "data", "bot/nlu")
DRAFT = "draft-"
"""How the file of a model begins that another process may still be training."""
_CONTENT_IN_MODEL = ("facts", "excuses", "dangers", "lexicon")


def ensure_knowledge(settings: Settings, say: Say) -> Path:
    """The built knowledge base; built first when content changed. Raises `ContentError`."""
    path = settings.knowledge_file
    if path.exists():
        engine = create_engine(f"sqlite:///{path}")
        built = knowledge.built_from(engine)
        engine.dispose()
        if built == knowledge.digest():
            return path
    started = time.perf_counter()
    say("正在检查并生成知识库……")
    knowledge.build_file(path)
    say(f"知识库已生成，用时{time.perf_counter() - started:.1f}秒。")
    return path


def open_knowledge(settings: Settings, say: Say) -> knowledge.KnowledgeBase:
    """The knowledge base, built if needed."""
    return knowledge.KnowledgeBase.open(ensure_knowledge(settings, say), settings.official_file)


def ensure_model(settings: Settings, say: Say) -> Path:
    """The trained model for the present data; trained first when there is none.

    Raises `subprocess.CalledProcessError` when training fails; Rasa has said why.
    """
    path = settings.models / f"{model_digest()[:16]}.tar.gz"
    if path.exists():
        return path
    started = time.perf_counter()
    say("正在训练对话模型（第一次启动或训练数据有改动，约一分钟）……")
    # In a process of its own: what training needs of memory is given back, and sets and
    # dictionaries are walked in the same order each time.
    subprocess.run(
        [sys.executable, "-m", "bot.training", str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        check=True,
    )
    say(f"模型已训练好，用时{time.perf_counter() - started:.1f}秒。")
    for old in settings.models.glob("*.tar.gz"):
        if old != path and not old.name.startswith(DRAFT):
            old.unlink(missing_ok=True)
    return path


def train(path: Path) -> None:
    """Train on the repository's data into `path`. Raises `RuntimeError` when Rasa refuses."""
    from rasa.model_training import train as rasa_train

    from bot.rasa_runtime.lean_training import lean_training

    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{DRAFT}{os.getpid()}.tar.gz")
    os.environ["LOG_LEVEL"] = "WARNING"  # or Rasa draws a progress bar for each of our rules
    with redirect_stdout(StringIO()), lean_training():
        result = rasa_train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[str(ROOT / "data")],
            output=str(path.parent),
            fixed_model_name=draft.name.removesuffix(".tar.gz"),
            force_training=True,
        )
    if result.code or not draft.exists():
        raise RuntimeError("训练没有成功，原因见上面 Rasa 的说明。")
    draft.replace(path)


def model_digest() -> str:
    """A fingerprint of all that a model is learned from: data, configuration, components, words."""
    hasher = hashlib.sha256()
    for path in sorted(_learned_from()):
        hasher.update(str(path.relative_to(ROOT)).encode() + b"\0")
        hasher.update(hashlib.sha256(path.read_bytes()).digest())
    return hasher.hexdigest()


def _learned_from() -> Iterator[Path]:
    roots = [ROOT / name for name in _LEARNED_FROM]
    roots += [knowledge.CONTENT / name for name in _CONTENT_IN_MODEL]
    for root in roots:
        files = [root] if root.is_file() else root.rglob("*")
        yield from (p for p in files if p.suffix in (".yml", ".py"))


if __name__ == "__main__":
    from bot.rasa_runtime import prepare

    prepare()
    train(Path(sys.argv[1]))

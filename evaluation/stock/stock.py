"""Stock Rasa (DIET) trained on our sentences, answering a file of questions as `weiquan understand` does.

    python stock.py DATA QUESTIONS OUT

Runs in its own environment (pyproject.toml and uv.lock beside it). Two models are trained, one for what
the message is about (our intents, parts flattened into names of their own) and one for what it asks;
each is kept by a digest of the sentences and of config.yml below .work/stock. What stock Rasa has no
part for (sums, articles, bodies, danger) stays empty.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import logging
import time
from pathlib import Path
from typing import Any

import structlog
import yaml

HERE = Path(__file__).parent
CACHE = HERE.parent.parent / ".work" / "stock"
PART = "__"
"""Stands in a flattened intent where ours has a slash: a slash would make a response selector of it."""
LONGEST = 40
"""Characters of a sentence that are trained on."""
NOT_OURS = {"out_of_scope", "off_topic", "chat", "greet", "thank", "goodbye", "insult"}


def sentences(folder: Path) -> list[tuple[str, str, str]]:
    """(text, intent, ask or nothing) of every example below a folder of training data."""
    found = []
    for path in sorted(folder.rglob("*.yml")):
        for block in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["nlu"]:
            for example in block["examples"]:
                about = example.get("metadata") or {}
                found.append((example["text"][:LONGEST], block["intent"], about.get("ask", "")))
    return found


def model(name: str, pairs: list[tuple[str, str]]) -> Path:
    """A model that tells these labels apart, trained unless it was trained before."""
    config = yaml.safe_load((HERE / "config.yml").read_text("utf-8"))
    told = json.dumps([config, pairs], ensure_ascii=False).encode()
    target = CACHE / f"{name}-{hashlib.sha256(told).hexdigest()[:16]}"
    if not list(target.glob("*.tar.gz")):
        from rasa.model_training import train_nlu

        target.mkdir(parents=True, exist_ok=True)
        by_label: dict[str, list[str]] = {}
        for text, label in pairs:
            by_label.setdefault(label.replace("/", PART), []).append(text)
        blocks = [
            {"intent": label, "examples": [{"text": text} for text in texts]}
            for label, texts in sorted(by_label.items())
        ]
        data = {"version": "3.1", "nlu": blocks}
        (target / "nlu.yml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
        (target / "config.yml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
        started = time.perf_counter()
        train_nlu(str(target / "config.yml"), str(target / "nlu.yml"), str(target))
        (target / "seconds").write_text(f"{time.perf_counter() - started:.0f}")
    print(f"{name}: trained in {(target / 'seconds').read_text()} s")
    return next(target.glob("*.tar.gz"))


def answers(path: Path, texts: list[str]) -> list[list[tuple[str, float]]]:
    """For each text the labels of a model with their confidence, best first."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(path))
    started = time.perf_counter()
    ranked = []
    for text in texts:
        parsed = asyncio.run(agent.parse_message(text))
        ranked.append(
            [(i["name"].replace(PART, "/"), i["confidence"]) for i in parsed["intent_ranking"]]
        )
    print(f"{1000 * (time.perf_counter() - started) / len(texts):.1f} ms a message")
    return ranked


def record(question: dict[str, Any], matter: Any, ask: Any) -> dict[str, Any]:
    """One line in the form of `weiquan understand`."""
    told = matter[0][0].partition("/")[0]
    disputes = [
        {"id": label.partition("/")[2], "confidence": confidence}
        for label, confidence in matter
        if label.startswith("tell_dispute/")
    ]
    return {
        "id": question["id"],
        "in_scope": told not in NOT_OURS,
        "intent": told,
        "ask": ask[0][0],
        "disputes": disputes[:5] if told.startswith("tell") else [],
        "facts": {},
        "articles": [],
        "body": None,
        "danger": None,
    }


def main() -> None:
    """Train what is not trained yet, answer the questions, write the answers."""
    # Or Rasa prints every message it parses.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    told = sentences(given.data)
    questions = [json.loads(line) for line in given.questions.read_text("utf-8").splitlines()]
    texts = [question["text"].lstrip("/／ ") for question in questions]
    matter = model("matter", [(text, intent) for text, intent, _ in told])
    ask = model("ask", [(text, asked) for text, _, asked in told if asked])
    pairs = zip(questions, answers(matter, texts), answers(ask, texts))  # noqa: B905 Python 3.9
    given.out.parent.mkdir(parents=True, exist_ok=True)
    with given.out.open("w", encoding="utf-8") as file:
        for question, about, asked in pairs:
            file.write(json.dumps(record(question, about, asked), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

"""`weiquan bench --understanding`: how long one message takes to understand, beside cutting the same
text into words with jieba, which any Chinese pipeline has to do first."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import jieba

from bot.clock import today
from bot.settings import Settings
from bot.understanding import Reader, read_questions

ROUNDS = 5
LONG, STORIES = 2000, 20
"""Characters of the longest message that is accepted, and how many of the longest stories make one."""


def compare(questions: Path, say: Callable[[str], object]) -> None:
    """Print milliseconds a message, ours and jieba's, for real lengths and for the longest."""
    reader, on = Reader(Settings(), say), today()
    texts = [question["text"] for question in read_questions(questions)]
    stories = sorted(texts, key=len, reverse=True)[:STORIES]
    long = ["".join(stories[n:] + stories[:n])[:LONG] for n in range(STORIES)]
    dense = ["".join(texts[n:] + texts[:n])[:LONG] for n in range(STORIES)]
    jieba.initialize()
    print(f"{'':<28}{'ours p50':>10}{'ours p99':>10}{'jieba p50':>11}{'ratio':>8}")
    for name, sample in (
        ("a message of the questions", texts),
        (f"{LONG} characters of stories", long),
        (f"{LONG} of short questions", dense),
    ):
        ours = _milliseconds(lambda text: reader.parse(text, on), sample)
        words = _milliseconds(lambda text: list(jieba.cut(text)), sample)
        p50, p99 = statistics.median(ours), ours[int(0.99 * (len(ours) - 1))]
        least = statistics.median(words)
        print(f"{name:<28}{p50:>10.2f}{p99:>10.2f}{least:>11.3f}{p50 / least:>8.1f}")


def _milliseconds(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """The best of some rounds for each text, ascending."""
    took = []
    for text in texts:
        rounds = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            work(text)
            rounds.append(1000 * (time.perf_counter() - started))
        took.append(min(rounds))
    return sorted(took)

"""`make data`: what the training sentences are like: balance, near-duplicates, words they leave out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

import knowledge
from bot.nlu.reading import normalise
from bot.settings import ROOT
from bot.understanding import read_questions
from knowledge import segmentation

DATA = ROOT / "data" / "nlu"
ALIKE = 0.8
"""Sentences that share so much of their character pairs (cosine) are near-duplicates."""
FEW = 80
"""A dispute with fewer sentences is told."""
KNOWN = 3
"""A word seen in fewer sentences carries no weight in the model: it counts as not covered."""
_SIZES = ((26, "<26"), (81, "26-80"), (251, "81-250"), (10**6, ">250"))
_BLOCK = 2000


@dataclass(frozen=True)
class Sentence:
    """One training example: its label (intent, or intent/part), its words and what it says of itself."""

    label: str
    text: str
    about: dict[str, Any] = field(default_factory=dict)


def read_sentences(folder: Path = DATA) -> list[Sentence]:
    """All examples below a folder of Rasa's training data."""
    found = []
    for path in sorted(folder.rglob("*.yml")):
        for block in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["nlu"]:
            examples = block["examples"]
            if isinstance(examples, str):
                lines = (line.removeprefix("- ").strip() for line in examples.splitlines())
                examples = [{"text": line} for line in lines if line]
            found += [
                Sentence(block["intent"], e["text"], e.get("metadata") or {}) for e in examples
            ]
    return found


def near_duplicates(
    texts: Sequence[str], others: Sequence[str] | None = None, alike: float = ALIKE
) -> list[tuple[int, int, float]]:
    """(place, place, likeness) of texts that are nearly the same: pairs within `texts`, or between
    `texts` and `others`."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(2, 2), binary=True, use_idf=False)
    vectorizer.fit([*texts, *(others or ())])
    left = vectorizer.transform(texts)
    right = left if others is None else vectorizer.transform(others)
    pairs = []
    for start in range(0, left.shape[0], _BLOCK):
        found = (left[start : start + _BLOCK] @ right.T).tocoo()
        for row, column, likeness in zip(found.row, found.col, found.data, strict=True):
            place = start + int(row)
            if likeness >= alike and (others is not None or place < column):
                pairs.append((place, int(column), float(likeness)))
    return sorted(pairs)


def coverage(texts: Iterable[str], questions: Iterable[str]) -> tuple[float, Counter[str]]:
    """The share of the words of `questions` that stand in enough of `texts`, and the words that do
    not, with how often they were met."""
    cut = segmentation.tokenizer(segmentation.frequencies(knowledge.load().terms()))
    seen = Counter(word for text in texts for word in set(cut.cut(normalise(text).text)))
    met = Counter(word for text in questions for word in cut.cut(normalise(text).text))
    words = {word: times for word, times in met.items() if word.strip() and not word.isdigit()}
    missing = Counter({word: times for word, times in words.items() if seen[word] < KNOWN})
    total = sum(words.values()) or 1
    return 1 - sum(missing.values()) / total, missing


def report(questions: Path) -> int:
    """Print it all; returns 1 when a sentence stands under two labels, or in the questions."""
    sentences = read_sentences()
    _print_balance(sentences)
    held_out = [question["text"] for question in read_questions(questions)]
    texts = [normalise(sentence.text).text for sentence in sentences]
    bad = _print_duplicates(sentences, texts)
    leaked = near_duplicates(texts, [normalise(text).text for text in held_out])
    print(f"\nnearly the same as a question of {questions.name}: {len(leaked)}")
    for place, at, likeness in leaked:
        print(
            f"  {likeness:.2f} {sentences[place].label}: {texts[place][:40]} | {held_out[at][:40]}"
        )
    share, missing = coverage(texts, held_out)
    print(
        f"\nwords of {questions.name} that the sentences cover: {share:.3f}; most frequent others:"
    )
    print("  " + " ".join(f"{word}×{times}" for word, times in missing.most_common(40)))
    return int(bool(bad or leaked))


def _print_balance(sentences: Sequence[Sentence]) -> None:
    by_label: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        by_label.setdefault(sentence.label, []).append(sentence)
    print(f"{len(sentences)} sentences, {len(by_label)} labels")
    print(f"{'label':<44}{'all':>6}" + "".join(f"{name:>8}" for _, name in _SIZES) + "   asks")
    for label, held in sorted(by_label.items(), key=lambda item: -len(item[1])):
        sizes = Counter(_size(sentence.text) for sentence in held)
        asks = Counter(sentence.about.get("ask", "-") for sentence in held)
        shown = " ".join(f"{ask} {times}" for ask, times in asks.most_common(4))
        lengths = "".join(f"{sizes[name]:>8}" for _, name in _SIZES)
        few = "  FEW" if label.startswith("tell_dispute/") and len(held) < FEW else ""
        print(f"{label:<44}{len(held):>6}{lengths}   {shown}{few}")


def _size(text: str) -> str:
    return next(name for limit, name in _SIZES if len(text) < limit)


def _print_duplicates(sentences: Sequence[Sentence], texts: Sequence[str]) -> list[tuple[int, int]]:
    """Prints near-duplicates; returns the pairs that are the same sentence under two labels."""
    pairs = near_duplicates(texts)
    print(f"\nnear-duplicates: {len(pairs)} pairs, {len({b for _, b, _ in pairs})} sentences")
    for one, other, likeness in pairs:
        if sentences[one].label != sentences[other].label:
            print(
                f"  {likeness:.2f} {sentences[one].label}: {texts[one][:36]}"
                f" | {sentences[other].label}: {texts[other][:36]}"
            )
    return [
        (one, other)
        for one, other, _ in pairs
        if texts[one] == texts[other] and sentences[one].label != sentences[other].label
    ]

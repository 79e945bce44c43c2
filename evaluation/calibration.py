"""Whether confidence keeps its word, by cross-validation on our own sentences: each fifth is named by a
model that was trained on the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

import knowledge
from bot.nlu.linear import Example, LinearModel, evened, fit
from bot.nlu.ngrams import Ids, ngrams
from bot.nlu.reading import normalise
from evaluation import report
from evaluation.training_data import Sentence, read_sentences
from knowledge import segmentation

FOLDS = 5


def cross_validate(say: Callable[[str], object]) -> list[tuple[float, bool]]:
    """The confidence of the likeliest label of every dispute sentence, and whether it is right
    (further labels that are true of it count)."""
    sentences = read_sentences()
    cut = segmentation.tokenizer(segmentation.frequencies(knowledge.load().terms()))
    texts = [normalise(sentence.text).text for sentence in sentences]
    features = [ngrams(text, [w for w in cut.cut(text) if w.strip()]) for text in texts]
    fold = np.random.default_rng(0).integers(0, FOLDS, len(sentences))
    found: list[tuple[float, bool]] = []
    for left_out in range(FOLDS):
        model = _fitted(sentences, features, np.flatnonzero(fold != left_out).tolist())
        for place in np.flatnonzero(fold == left_out):
            sentence = sentences[place]
            if sentence.label.startswith("tell_dispute/"):
                label, share = model.ranked(features[place])[0]
                found.append((model.confidence(share), label in _true(sentence)))
        say(f"{left_out + 1}/{FOLDS}")
    return found


def _fitted(sentences: list[Sentence], features: list[Ids], chosen: list[int]) -> LinearModel:
    labels = [sentences[place].label for place in chosen]
    even = evened(labels)
    return fit(
        [
            Example(features[n], sentences[n].label, even[sentences[n].label], _also(sentences[n]))
            for n in chosen
        ]
    )


def _also(sentence: Sentence) -> tuple[str, ...]:
    return tuple(f"tell_dispute/{key}" for key in sentence.about.get("also", []))


def _true(sentence: Sentence) -> set[str]:
    return {sentence.label, *_also(sentence)}


def evaluate(folder: Path, say: Callable[[str], object]) -> None:
    """Print the calibration error and leave the plot in a folder."""
    sureness = cross_validate(say)
    right = sum(right for _, right in sureness) / len(sureness)
    print(f"{len(sureness)} sentences of disputes, each named by a model that never saw it")
    print(f"right                {right:.3f}")
    print(f"calibration error    {report.calibration_error(sureness):.3f}")
    for sure, share, many in report.bins(sureness):
        print(f"  confidence {sure:.2f}: right {share:.2f} of {many}")
    folder.mkdir(parents=True, exist_ok=True)
    report.plot(sureness, folder / "cross-validation.png")

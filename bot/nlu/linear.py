"""A linear text classifier: one support vector machine a label on hashed n-grams, with calibrated
confidence.

Trained with scikit-learn; used with numpy alone, so that serving neither loads scikit-learn nor
unpickles anything. Margins become shares by a softmax whose temperature is fitted on examples left
out of training (Guo et al. 2017), shares become confidence by isotonic regression on the same
examples (Zadrozny and Elkan 2002). docs/decisions/0003 compares the ways tried.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.nlu.ngrams import Ids

RARE = 5
"""Features seen in fewer texts than this carry no weight."""
CALIBRATED = 3
"""So many best labels of a text take part in calibrating confidence."""
ALSO_WEIGHT = 0.2
"""How much an example counts for a further label that is true of it as well."""
HELD_OUT = 5
"""One in so many examples is left out to calibrate."""
TOLERANCE = 0.1
"""Of the solver: a finer one takes three times as long and changes no answer."""


@dataclass(frozen=True)
class LinearModel:
    """`columns` are the feature numbers that carry weight, ascending; `weights` has a row for each
    of them and a column for each label, in half precision; `idf` are their inverse document
    frequencies."""

    labels: tuple[str, ...]
    columns: Ids
    idf: NDArray[np.float32]
    weights: NDArray[np.float16]
    bias: NDArray[np.float32]
    temperature: float
    curve: NDArray[np.float64]
    """Shares (first row, ascending) and the confidence each stands for (second row)."""

    def probabilities(self, features: Ids) -> NDArray[np.float64]:
        """The share of each label for one text's feature numbers; all shares make 1."""
        scores = self.bias.astype(np.float64)
        numbers, counts = np.unique(features, return_counts=True)
        at = np.searchsorted(self.columns, numbers)
        at[at == len(self.columns)] = 0
        known = self.columns[at] == numbers
        at, counts = at[known], counts[known]
        values = (1 + np.log(counts)) * self.idf[at]
        norm = float(np.sqrt((values**2).sum()))
        if norm:
            scores = scores + (values / norm) @ self.weights[at].astype(np.float32)
        scores = scores * self.temperature
        shifted: NDArray[np.float64] = np.exp(scores - scores.max())
        return shifted / shifted.sum()

    def ranked(self, features: Ids) -> list[tuple[str, float]]:
        """Labels with their shares, best first."""
        shares = self.probabilities(features)
        return [(self.labels[n], float(shares[n])) for n in np.argsort(-shares)]

    def confidence(self, share: float) -> float:
        """How often a label with this share is right."""
        return float(np.interp(share, *self.curve))

    def save(self, folder: Path, name: str) -> None:
        """Write `<name>.npz` (arrays) and `<name>.json` (labels, temperature)."""
        np.savez(
            folder / f"{name}.npz",
            columns=self.columns,
            idf=self.idf,
            weights=self.weights,
            bias=self.bias,
            curve=self.curve,
        )
        about = {"labels": self.labels, "temperature": self.temperature}
        (folder / f"{name}.json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path, name: str) -> LinearModel:
        """Read what `save` wrote; nothing is unpickled."""
        about: dict[str, Any] = json.loads((folder / f"{name}.json").read_text("utf-8"))
        with np.load(folder / f"{name}.npz", allow_pickle=False) as arrays:
            return cls(
                tuple(about["labels"]),
                arrays["columns"],
                arrays["idf"],
                arrays["weights"],
                arrays["bias"],
                about["temperature"],
                arrays["curve"],
            )


@dataclass(frozen=True)
class Example:
    """One text to learn from: its feature numbers, its label, how much it counts, further labels
    that are true of it. `told` is False for texts nobody wrote as a message (definitions): they
    train, but do not calibrate."""

    features: Ids
    label: str
    weight: float = 1.0
    also: tuple[str, ...] = ()
    told: bool = True


def fit(examples: Sequence[Example], strength: float = 1.0) -> LinearModel:
    """Train; `strength` is C: the higher, the closer the fit. Raises `ValueError` when there are fewer
    than two labels."""
    texts = [example.features for example in examples]
    columns, idf = _columns(texts)
    matrix = _matrix(texts, columns, idf)
    # Side by side in two processes: the solver holds one core for all its time.
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        calibration = pool.submit(_calibrated, matrix, examples, strength)
        model = pool.submit(_trained, matrix, examples, range(len(examples)), strength).result()
        temperature, curve = calibration.result()
    coefficients, bias = _one_row_a_label(model)
    return LinearModel(
        tuple(map(str, model.classes_)),
        columns,
        idf,
        np.ascontiguousarray(coefficients.T, np.float16),
        bias.astype(np.float32),
        temperature,
        curve,
    )


def _columns(texts: Sequence[Ids]) -> tuple[Ids, NDArray[np.float32]]:
    """Feature numbers that are not rare, and their inverse document frequencies."""
    seen = np.concatenate([np.unique(text) for text in texts])
    columns, counts = np.unique(seen, return_counts=True)
    keep = counts >= min(RARE, len(texts))
    idf = np.log((1 + len(texts)) / (1 + counts[keep])) + 1
    return columns[keep], idf.astype(np.float32)


def _matrix(texts: Sequence[Ids], columns: Ids, idf: NDArray[np.float32]) -> Any:
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    indices, data, starts = [], [], [0]
    for text in texts:
        numbers, counts = np.unique(text, return_counts=True)
        at = np.searchsorted(columns, numbers)
        at[at == len(columns)] = 0
        known = columns[at] == numbers
        indices.append(at[known])
        data.append((1 + np.log(counts[known])) * idf[at[known]])
        starts.append(starts[-1] + int(known.sum()))
    shape = (len(texts), len(columns))
    return normalize(csr_matrix((np.concatenate(data), np.concatenate(indices), starts), shape))


def _trained(
    matrix: Any, examples: Sequence[Example], chosen: Sequence[int], strength: float
) -> Any:
    """A machine a label, trained on the chosen examples; one with further labels counts a little
    for each of them too."""
    from sklearn.svm import LinearSVC

    rows = [(n, examples[n].label, examples[n].weight) for n in chosen]
    known = {label for _, label, _ in rows}
    rows += [
        (n, label, examples[n].weight * ALSO_WEIGHT)
        for n in chosen
        for label in examples[n].also
        if label in known
    ]
    numbers, labels, weights = zip(*rows, strict=True)
    machine = LinearSVC(C=strength, dual=True, tol=TOLERANCE, random_state=0)
    return machine.fit(matrix[list(numbers)], np.array(labels), sample_weight=np.array(weights))


def _one_row_a_label(model: Any) -> tuple[Any, Any]:
    """Weights and bias with one row a label, for two labels as for more."""
    if len(model.classes_) > 2:
        return model.coef_, model.intercept_
    return np.vstack([-model.coef_, model.coef_]), np.array([-1, 1]) * model.intercept_


def _calibrated(
    matrix: Any, examples: Sequence[Example], strength: float
) -> tuple[float, NDArray[np.float64]]:
    """Temperature and confidence curve, from examples held out of a model trained on the others."""
    from sklearn.model_selection import train_test_split

    told = np.array([n for n, example in enumerate(examples) if example.told])
    truth = np.array([examples[n].label for n in told])
    names, counts = np.unique(truth, return_counts=True)
    if counts.min() < 2 or len(truth) < HELD_OUT * len(names):
        return 1.0, np.array([[0.0, 1.0], [0.0, 1.0]])
    train, test = train_test_split(told, test_size=1 / HELD_OUT, random_state=0, stratify=truth)
    written = [n for n, example in enumerate(examples) if not example.told]
    model = _trained(matrix, examples, [*train, *written], strength)
    weights, bias = _one_row_a_label(model)
    margins = matrix[test] @ weights.T + bias
    order = {name: place for place, name in enumerate(model.classes_)}
    gold = np.array([order[examples[n].label] for n in test])
    temperature = _temperature(margins, gold)
    right = np.zeros(margins.shape, bool)
    for row, n in enumerate(test):
        names_of = (examples[n].label, *examples[n].also)
        right[row, [order[name] for name in names_of if name in order]] = True
    return temperature, _curve(_softmax(margins * temperature), right)


def _temperature(margins: Any, gold: Any) -> float:
    """The factor on the margins under which the held-out labels are likeliest."""
    from scipy.optimize import minimize_scalar

    def loss(factor: float) -> float:
        shares = _softmax(margins * factor)
        return float(-np.log(shares[np.arange(len(gold)), gold] + 1e-12).mean())

    return float(minimize_scalar(loss, bounds=(0.2, 40), method="bounded").x)


def _curve(shares: Any, right: Any) -> NDArray[np.float64]:
    """Isotonic regression of being right on the share, over the best labels of each text."""
    from sklearn.isotonic import IsotonicRegression

    best = np.argsort(-shares, axis=1)[:, :CALIBRATED]
    rows = np.arange(len(shares))[:, None]
    fitted = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip")
    fitted.fit(shares[rows, best].ravel(), right[rows, best].ravel())
    return np.vstack([fitted.X_thresholds_, fitted.y_thresholds_])


def _softmax(scores: Any) -> Any:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def evened(labels: list[str]) -> dict[str, float]:
    """A weight for each label's examples that brings rare and frequent labels half way together:
    how many examples were written says little about how often people write."""
    counts = Counter(labels)
    mean = len(labels) / len(counts)
    return {label: (mean / count) ** 0.5 for label, count in counts.items()}

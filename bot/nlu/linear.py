"""A linear text classifier: logistic regression on hashed n-grams, with calibrated confidence.

Trained with scikit-learn; used with numpy alone, so that serving neither loads scikit-learn nor
unpickles anything. Confidence is calibrated by temperature (Guo et al. 2017): linear models on
many features are under-confident, and a threshold on raw scores rejects good answers.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.uint32]
FOLDS = 3


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

    def probabilities(self, features: Ids) -> NDArray[np.float64]:
        """The probability of each label for one text's feature numbers."""
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
        """Labels with their probabilities, best first."""
        shares = self.probabilities(features)
        return [(self.labels[n], float(shares[n])) for n in np.argsort(-shares)]

    def save(self, folder: Path, name: str) -> None:
        """Write `<name>.npz` (arrays) and `<name>.json` (labels, temperature)."""
        np.savez(
            folder / f"{name}.npz",
            columns=self.columns,
            idf=self.idf,
            weights=self.weights,
            bias=self.bias,
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
            )


def fit(
    texts: Sequence[Ids], labels: Sequence[str], weights: Sequence[float], strength: float = 8.0
) -> LinearModel:
    """Train on feature numbers. `weights` are the examples' weights, `strength` is C: the higher,
    the closer the fit. Raises `ValueError` when there are fewer than two labels."""
    columns, idf = _columns(texts)
    matrix = _matrix(texts, columns, idf)
    truth, sample = np.array(labels), np.array(weights)
    names = np.unique(truth)
    coefficients, bias = _one_against_rest(matrix, truth, sample, names, strength)
    temperature = _temperature(matrix, truth, sample, strength)
    return LinearModel(
        tuple(map(str, names)),
        columns,
        idf,
        np.ascontiguousarray(coefficients.T, np.float16),
        bias.astype(np.float32),
        temperature,
    )


def _columns(texts: Sequence[Ids]) -> tuple[Ids, NDArray[np.float32]]:
    """Feature numbers seen in two texts or more, and their inverse document frequencies."""
    seen = np.concatenate([np.unique(text) for text in texts])
    columns, counts = np.unique(seen, return_counts=True)
    keep = counts >= 2
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


def _one_against_rest(
    matrix: Any, truth: Any, sample: Any, names: Any, strength: float
) -> tuple[Any, Any]:
    """Weights and bias of one logistic regression a label, by liblinear's dual solver, which is
    the quick one when there are many more features than examples."""
    from sklearn.linear_model import LogisticRegression

    rows = []
    for name in names:
        model = LogisticRegression(C=strength, solver="liblinear", dual=True, max_iter=400)
        rows.append(model.fit(matrix, truth == name, sample_weight=sample))
    return (
        np.vstack([model.coef_[0] for model in rows]),
        np.array([model.intercept_[0] for model in rows]),
    )


def _temperature(matrix: Any, truth: Any, sample: Any, strength: float) -> float:
    """The factor on the scores that makes held-out confidence fit, by cross-validation."""
    from scipy.optimize import minimize_scalar
    from sklearn.model_selection import StratifiedKFold

    names, gold = np.unique(truth, return_inverse=True)
    if np.bincount(gold).min() < FOLDS:
        return 1.0
    held_out = np.zeros((len(gold), len(names)))
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(matrix, truth):
        weights, bias = _one_against_rest(
            matrix[train], truth[train], sample[train], names, strength
        )
        held_out[test] = matrix[test] @ weights.T + bias

    def loss(factor: float) -> float:
        scaled = held_out * factor
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        logs = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        return float(-logs[np.arange(len(gold)), gold].mean())

    return float(minimize_scalar(loss, bounds=(0.2, 10), method="bounded").x)


def evened(labels: list[str]) -> dict[str, float]:
    """A weight for each label's examples that brings rare and frequent labels half way together:
    how many examples were written says little about how often people write."""
    counts = Counter(labels)
    mean = len(labels) / len(counts)
    return {label: (mean / count) ** 0.5 for label, count in counts.items()}

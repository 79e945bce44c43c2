"""A linear text classifier: logistic regression on hashed n-grams, with calibrated confidence.

Trained with scikit-learn; used with numpy alone, so that serving neither loads scikit-learn nor
unpickles anything. Confidence is calibrated by temperature (Guo et al. 2017): linear models on
many features are under-confident, and a threshold on raw scores rejects good answers.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.uint32]


@dataclass(frozen=True)
class LinearModel:
    """`columns` are the feature numbers that carry weight, ascending; `weights` is one row a label
    over them; `idf` their inverse document frequencies."""

    labels: tuple[str, ...]
    columns: Ids
    idf: NDArray[np.float32]
    weights: NDArray[np.float32]
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
            scores = scores + self.weights[:, at] @ (values / norm)
        scores = scores * self.temperature
        shifted: NDArray[np.float64] = np.exp(scores - scores.max())
        return shifted / shifted.sum()

    def ranked(self, features: Ids) -> list[tuple[str, float]]:
        """Labels with their probabilities, best first."""
        shares = self.probabilities(features)
        return [(self.labels[n], float(shares[n])) for n in np.argsort(-shares)]

    def save(self, folder: Path, name: str) -> None:
        np.savez(
            folder / f"{name}.npz", columns=self.columns, idf=self.idf,
            weights=self.weights.astype(np.float16), bias=self.bias,
        )
        about = {"labels": self.labels, "temperature": self.temperature}
        (folder / f"{name}.json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path, name: str) -> LinearModel:
        about: dict[str, Any] = json.loads((folder / f"{name}.json").read_text("utf-8"))
        with np.load(folder / f"{name}.npz", allow_pickle=False) as arrays:
            return cls(
                tuple(about["labels"]), arrays["columns"], arrays["idf"],
                arrays["weights"].astype(np.float32), arrays["bias"], about["temperature"],
            )


def fit(
    texts: Sequence[Ids], labels: Sequence[str], weights: Sequence[float], strength: float = 8.0
) -> LinearModel:
    """Train on feature numbers. `weights` are the examples' weights, `strength` is C: the higher,
    the closer the fit. Raises `ValueError` when there are fewer than two labels."""
    columns, idf = _columns(texts)
    matrix = _matrix(texts, columns, idf)
    truth = np.array(labels)
    sample = np.array(weights)
    model = _logistic(strength).fit(matrix, truth, sample_weight=sample)
    temperature = _temperature(matrix, truth, sample, strength)
    return LinearModel(
        tuple(map(str, model.classes_)), columns, idf, model.coef_.astype(np.float32),
        model.intercept_.astype(np.float32), temperature,
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


def _logistic(strength: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=strength, max_iter=300, tol=1e-3)


def _temperature(matrix: Any, truth: Any, sample: Any, strength: float) -> float:
    """The factor on the scores that makes held-out confidence fit, by cross-validation."""
    from scipy.optimize import minimize_scalar
    from sklearn.model_selection import StratifiedKFold

    counts = np.unique(truth, return_counts=True)[1]
    if counts.min() < 3:
        return 1.0
    scores, codes = [], []
    for train, test in StratifiedKFold(3, shuffle=True, random_state=0).split(matrix, truth):
        model = _logistic(strength).fit(matrix[train], truth[train], sample_weight=sample[train])
        scores.append(model.decision_function(matrix[test]))
        codes.append(np.searchsorted(model.classes_, truth[test]))
    held_out, gold = np.concatenate(scores), np.concatenate(codes)
    if held_out.ndim == 1:
        held_out = np.stack([-held_out / 2, held_out / 2], axis=1)

    def loss(factor: float) -> float:
        scaled = held_out * factor
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        logs = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        return float(-logs[np.arange(len(gold)), gold].mean())

    return float(minimize_scalar(loss, bounds=(0.2, 10), method="bounded").x)

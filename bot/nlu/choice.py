"""Choosing one of several things in a text: a conditional logit (McFadden 1974) on hashed features.

Each alternative is described by features; the weights are those under which the right ones are
likeliest. Trained with scipy, used with numpy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.nlu.ngrams import Ids

BITS = 20
RARE = 2
"""Features seen with fewer alternatives than this carry no weight."""
RIDGE = 1.0
STEPS = 25


@dataclass(frozen=True)
class Choice:
    """One text to learn from: the features of each alternative, which are right (at least one), and
    how much the text counts."""

    alternatives: Sequence[Ids]
    right: Sequence[bool]
    weight: float = 1.0


@dataclass(frozen=True)
class ChoiceModel:
    """`columns` are feature numbers, ascending, `weights` their weights."""

    columns: Ids
    weights: NDArray[np.float32]

    def worth(self, features: Ids) -> float:
        """How much speaks for an alternative; comparable among those of one text."""
        at = np.searchsorted(self.columns, features)
        at[at == len(self.columns)] = 0
        return float(self.weights[at[self.columns[at] == features]].sum())

    def best(self, alternatives: Sequence[Ids]) -> int:
        """The place of the likeliest alternative."""
        return int(np.argmax([self.worth(features) for features in alternatives]))

    def save(self, folder: Path, name: str) -> None:
        np.savez(folder / f"{name}.npz", columns=self.columns, weights=self.weights)

    @classmethod
    def load(cls, folder: Path, name: str) -> ChoiceModel:
        """Read what `save` wrote; nothing is unpickled."""
        with np.load(folder / f"{name}.npz", allow_pickle=False) as arrays:
            return cls(arrays["columns"], arrays["weights"])


def hashed(features: Iterable[str]) -> Ids:
    """Feature names as numbers, each once, ascending."""
    mask = (1 << BITS) - 1
    return np.unique(np.array([crc32(name.encode()) & mask for name in features], np.uint32))


def fit(choices: Iterable[Choice]) -> ChoiceModel | None:
    """The model under which the right alternatives are likeliest; None when nothing is to choose."""
    from scipy.optimize import minimize

    told = [choice for choice in choices if any(choice.right) and not all(choice.right)]
    if not told:
        return None
    rows = [features for choice in told for features in choice.alternatives]
    columns, matrix = _matrix(rows)
    sizes = np.array([len(choice.alternatives) for choice in told])
    starts = np.cumsum(sizes) - sizes
    of = np.repeat(np.arange(len(told)), sizes)
    right = np.concatenate([np.asarray(choice.right, float) for choice in told])
    weights = np.array([choice.weight for choice in told])

    def loss(worth: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ worth
        shares = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        everything = np.add.reduceat(shares, starts)
        good = np.add.reduceat(shares * right, starts)
        value = -(weights * np.log(good / everything)).sum() + 0.5 * RIDGE * worth @ worth
        slope = matrix.T @ (weights[of] * (shares / everything[of] - shares * right / good[of]))
        return float(value), slope + RIDGE * worth

    found = minimize(
        loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}
    )
    return ChoiceModel(columns, found.x.astype(np.float32))


def _matrix(rows: Sequence[Ids]) -> tuple[Ids, Any]:
    from scipy.sparse import csr_matrix

    seen, counts = np.unique(np.concatenate(rows), return_counts=True)
    columns = seen[counts >= RARE]
    kept = [row[np.isin(row, columns, assume_unique=True)] for row in rows]
    ends = np.cumsum([0, *map(len, kept)])
    places = np.searchsorted(columns, np.concatenate(kept))
    ones = np.ones(len(places))
    return columns, csr_matrix((ones, places, ends), shape=(len(rows), len(columns)))

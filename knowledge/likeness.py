"""How like a question each of many texts is: the cosine of their words, each as telling as it is rare
(tf-idf; Salton and Buckley 1988). A text may have questions that it answers: they draw it towards
them (Rocchio 1971)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

ASKED = 0.15
"""How much each of its questions counts beside a text's own words."""


@dataclass(frozen=True)
class Text:
    """The words of a text, and those of each question that it answers."""

    words: Sequence[str]
    questions: Sequence[Sequence[str]] = ()


class Likeness:
    """Made once from all texts; then asked."""

    def __init__(self, texts: Sequence[Text]) -> None:
        seen: dict[str, int] = {}
        for text in texts:
            for words in (text.words, *text.questions):
                for word in set(words):
                    seen[word] = seen.get(word, 0) + 1
        self._number = {word: number for number, word in enumerate(seen)}
        many = sum(1 + len(text.questions) for text in texts)
        self._rarity = np.log((1 + many) / (1 + np.array(list(seen.values()), float))) + 1
        self._texts = self._rows(texts)

    def _rows(self, texts: Sequence[Text]) -> Any:
        from scipy.sparse import csr_matrix

        columns, values, ends = [], [], [0]
        for text in texts:
            sums: dict[int, float] = {}
            for words, weight in [(text.words, 1.0), *((q, ASKED) for q in text.questions)]:
                for number, value in zip(*self._direction(words), strict=True):
                    sums[int(number)] = sums.get(int(number), 0.0) + weight * float(value)
            row = np.fromiter(sums.values(), float, len(sums))
            columns += list(sums)
            values.append(row / (np.linalg.norm(row) or 1))
            ends.append(len(columns))
        shape = (len(texts), max(len(self._number), 1))
        data = np.concatenate(values) if values else np.zeros(0)
        return csr_matrix((data.astype(np.float32), columns, ends), shape=shape)

    def _direction(self, words: Iterable[str]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        known = {self._number[word] for word in words if word in self._number}
        numbers = np.array(sorted(known), np.int64)
        values = self._rarity[numbers]
        return numbers, values / (np.linalg.norm(values) or 1)

    def to(self, words: Iterable[str]) -> NDArray[np.float64]:
        """The cosine of a question's words with each text, in the order they were given."""
        question = np.zeros(self._texts.shape[1])
        numbers, values = self._direction(words)
        question[numbers] = values
        return np.asarray(self._texts @ question)

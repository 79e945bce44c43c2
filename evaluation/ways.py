"""`weiquan eval --ways`: other ways to tell the dispute, trained on the same sentences and scored on the
same questions as ours. Takes a quarter of an hour; docs/decisions/0003 keeps the results."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.svm import LinearSVC

import knowledge
from bot.nlu.linear import ALSO_WEIGHT, TOLERANCE, evened
from bot.nlu.reading import normalise
from evaluation.training_data import read_sentences
from knowledge import schema, segmentation
from knowledge.search import Index, Words, passages

DISPUTE = "tell_dispute/"
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """A text to learn from, its label and how much it counts."""

    text: str
    label: str
    weight: float


class Lab:
    """The sentences and questions of a comparison, and the features they share."""

    def __init__(self, questions: Sequence[dict[str, Any]]) -> None:
        self.content = knowledge.load()
        known = segmentation.frequencies(self.content.terms())
        self._cut, self._search_words = segmentation.tokenizer(known), Words(known)
        self.questions = [question for question in questions if question["in_scope"]]
        self.asked = [normalise(question["text"]).text for question in self.questions]
        sentences = read_sentences()
        even = evened([sentence.label for sentence in sentences])
        self.told = [Row(normalise(s.text).text, s.label, even[s.label]) for s in sentences]
        self.also = [
            Row(row.text, f"{DISPUTE}{key}", row.weight * ALSO_WEIGHT)
            for row, sentence in zip(self.told, sentences, strict=True)
            for key in sentence.about.get("also", [])
        ]
        self.sector = {file.id: file.group for file in self.content.all("disputes")}

    @cached_property
    def definitions(self) -> list[Row]:
        """What the files of the disputes say of themselves."""
        rows = []
        for file in self.content.all("disputes"):
            dispute: schema.Dispute = file.data
            lines = [dispute.name, dispute.plain, dispute.choice]
            lines += [w for claim in dispute.claims for w in claim.when]
            rows += [Row(normalise(q).text, DISPUTE + file.id, 1.0) for q in dispute.questions]
            rows += [Row(normalise(line).text, DISPUTE + file.id, 0.3) for line in lines]
        return rows

    def words(self, text: str) -> list[str]:
        cut = [word for word in self._cut.cut(text) if word.strip()]
        return cut + [f"{a} {b}" for a, b in pairwise(cut)]

    def vectors(self, rows: Sequence[Row], parts: str) -> tuple[Any, Any]:
        """Features of rows and of the questions: `c` characters, `w` words."""
        texts, learned, asked = [row.text for row in rows], [], []
        for part in parts:
            kind: dict[str, Any] = (
                {"analyzer": "char", "ngram_range": (1, 3)}
                if part == "c"
                else {"analyzer": self.words}
            )
            vectorizer = TfidfVectorizer(min_df=3, sublinear_tf=True, lowercase=False, **kind)
            learned.append(vectorizer.fit_transform(texts))
            asked.append(vectorizer.transform(self.asked))
        return csr_matrix(hstack(learned)), csr_matrix(hstack(asked))

    def found(self, texts: Sequence[str]) -> Any:
        """The scores that the search over the disputes' files gives each text, as features."""
        index = Index(passages(self.content, self._search_words), self._search_words)
        keys = {file.id: place for place, file in enumerate(self.content.all("disputes"))}
        scores = np.zeros((len(texts), len(keys)))
        for row, text in enumerate(texts):
            hits = index.find(text, ("dispute",), 10)
            for hit in hits:
                scores[row, keys[hit.ref]] = 0.5 * hit.score / hits[0].score
        return csr_matrix(scores)

    def score(self, labels: Sequence[str], margins: Matrix) -> tuple[float, float]:
        """The share of questions whose dispute is named first, and among the first three."""
        first, third = [], []
        for question, row in zip(self.questions, margins, strict=True):
            right = {question["dispute"], *question.get("dispute_alternatives", [])}
            order = [labels[n] for n in np.argsort(-row)]
            named = [name.removeprefix(DISPUTE) for name in order if name.startswith(DISPUTE)]
            first.append(named[0] in right)
            third.append(bool(right & set(named[:3])))
        return float(np.mean(first)), float(np.mean(third))


def machine() -> LinearSVC:
    return LinearSVC(C=1, tol=TOLERANCE, random_state=0)


def fitted(model: Any, features: Any, rows: Sequence[Row], labels: Sequence[str]) -> Any:
    return model.fit(features, list(labels), sample_weight=[row.weight for row in rows])


def compare(questions: Sequence[dict[str, Any]], say: Callable[[str], object]) -> None:
    """Print top-1 and top-3 of every way on the questions that have a dispute."""
    lab = Lab(questions)
    print(f"{len(lab.told)} sentences, {len(lab.questions)} questions in scope")
    for name, way in WAYS.items():
        started = time.perf_counter()
        top1, top3 = lab.score(*way(lab))
        print(
            f"{name:<52} {top1:.3f} / {top3:.3f}  {time.perf_counter() - started:4.0f} s",
            flush=True,
        )


Way = Callable[[Lab], tuple[list[str], Matrix]]


def _plain(parts: str, definitions: bool, also: bool, model: Callable[[], Any] = machine) -> Way:
    def way(lab: Lab) -> tuple[list[str], Matrix]:
        rows = lab.told + (lab.definitions if definitions else []) + (lab.also if also else [])
        features, asked = lab.vectors(rows, parts)
        trained = fitted(model(), features, rows, [row.label for row in rows])
        return list(trained.classes_), trained.decision_function(asked)

    return way


def _searched(lab: Lab) -> tuple[list[str], Matrix]:
    rows = lab.told + lab.definitions + lab.also
    features, asked = lab.vectors(rows, "cw")
    features = hstack([features, lab.found([row.text for row in rows])]).tocsr()
    asked = hstack([asked, lab.found(lab.asked)]).tocsr()
    trained = fitted(machine(), features, rows, [row.label for row in rows])
    return list(trained.classes_), trained.decision_function(asked)


def _by_sector(lab: Lab) -> tuple[list[str], Matrix]:
    """First the sector (or the intent), then the dispute in it."""
    rows = lab.told + lab.definitions + lab.also
    features, asked = lab.vectors(rows, "cw")
    upper = [lab.sector.get(row.label.removeprefix(DISPUTE), row.label) for row in rows]
    sectors = fitted(machine(), features, rows, upper)
    outer = dict(zip(sectors.classes_, sectors.decision_function(asked).T, strict=True))
    inside: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(upper):
        inside[name].append(place)
    labels, columns = [], []
    for name, places in inside.items():
        own = sorted({rows[place].label for place in places})
        if len(own) > 1:
            part = [rows[place] for place in places]
            trained = fitted(machine(), features[places], part, [row.label for row in part])
            margins = trained.decision_function(asked)
            inner = margins.T if margins.ndim > 1 else np.vstack([-margins, margins])
        else:
            inner = np.zeros((1, len(lab.asked)))
        labels += own
        columns += [outer[name] + row for row in inner]
    return labels, np.array(columns).T


def _stacked(lab: Lab) -> tuple[list[str], Matrix]:
    """A regression on what two machines (characters, words) say, each cross-validated."""
    rows = lab.told + lab.definitions + lab.also
    labels = [row.label for row in rows]
    inner, outer = [], []
    for part in "cw":
        features, asked = lab.vectors(rows, part)
        inner.append(
            cross_val_predict(machine(), features, labels, cv=3, method="decision_function")
        )
        outer.append(fitted(machine(), features, rows, labels).decision_function(asked))
    top = LogisticRegression(C=1, max_iter=200)
    trained = fitted(top, np.hstack(inner), rows, labels)
    return list(trained.classes_), trained.decision_function(np.hstack(outer))


WAYS: dict[str, Way] = {
    "support vectors on characters": _plain("c", False, False),
    "support vectors on words": _plain("w", False, False),
    "on characters and words": _plain("cw", False, False),
    "with definitions": _plain("cw", True, False),
    "with definitions and further labels (ours)": _plain("cw", True, True),
    "ours, with search scores as features": _searched,
    "ours, first the sector and then the dispute": _by_sector,
    "characters and words stacked by a regression": _stacked,
}

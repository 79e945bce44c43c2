"""Which of several sums a dispute is about, learned from examples that say so (`amount` in their
metadata). Each sum is described by its role, the words beside it and its place among the others; one
logistic regression weighs them. Without a model the roles alone decide (`amount_at_issue`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from zlib import crc32

import numpy as np

from bot.nlu.linear import Example, Ids, LinearModel, evened, fit
from bot.nlu.reading import Money, Span, amount_at_issue
from bot.nlu.reading.money_roles import weight_of

LEFT, RIGHT = 10, 8
"""Characters beside a sum that are looked at."""
STRENGTH = 0.1
ISSUE, OTHER = "issue", "other"
_LONGEST_RUN = 3


def describe(sums: Sequence[Span], text: str) -> list[Ids]:
    """The features of each sum of a text, as hashed numbers."""
    values = [span.value.amount for span in sums if isinstance(span.value, Money)]
    chosen = amount_at_issue(sums, text)
    return [
        _hashed(_features(span, place, sums, values, chosen, text))
        for place, span in enumerate(sums)
    ]


def _features(
    span: Span,
    place: int,
    sums: Sequence[Span],
    values: Sequence[Decimal],
    chosen: Money | None,
    text: str,
) -> Iterator[str]:
    money = span.value
    assert isinstance(money, Money)
    before, after = text[max(0, span.start - LEFT) : span.start], text[span.end : span.end + RIGHT]
    role = money.role
    yield from (f"role {role}", f"weight {weight_of(role) // 20}")
    if chosen is money:
        yield from ("chosen", "chosen", f"chosen {role}")
    yield f"first {place == 0} last {place == len(sums) - 1} of {min(len(sums), 4)}"
    yield f"most {money.amount == max(values)} least {money.amount == min(values)}"
    yield f"times {min(values.count(money.amount), 3)} of {min(len(set(values)), 4)}"
    yield f"at {4 * span.start // max(len(text), 1)}"
    yield f"per {money.per is not None} range {money.high is not None}"
    yield from (f"left {run}" for run in _runs(before))
    yield from (f"right {run}" for run in _runs(after))
    yield from (f"near {run} {role}" for run in _runs(before[-4:]))


def _runs(words: str) -> Iterator[str]:
    for size in range(1, _LONGEST_RUN + 1):
        yield from (words[at : at + size] for at in range(len(words) - size + 1))


def _hashed(features: Iterable[str]) -> Ids:
    return np.array([crc32(feature.encode()) & 0xFFFFF for feature in features], np.uint32)


def fit_sums(examples: Iterable[tuple[str, Sequence[Span], Decimal]]) -> LinearModel | None:
    """A model from texts with their sums and the sum at issue; None without two kinds of sums."""
    features: list[Ids] = []
    labels: list[str] = []
    for text, sums, issue in examples:
        right = [_is(span, issue) for span in sums]
        if any(right) and not all(right):
            features += describe(sums, text)
            labels += [ISSUE if is_it else OTHER for is_it in right]
    if len(set(labels)) < 2:
        return None
    even = evened(labels)
    rows = zip(features, labels, strict=True)
    return fit([Example(described, label, even[label]) for described, label in rows], STRENGTH)


def _is(span: Span, issue: Decimal) -> bool:
    money = span.value
    return isinstance(money, Money) and issue in (money.amount, money.high)


def choose(sums: Sequence[Span], text: str, model: LinearModel | None) -> Money | None:
    """The sum at issue among those of a text; None when none is."""
    found = [span for span in sums if isinstance(span.value, Money)]
    if model is None or len({span.value for span in found}) < 2:
        return amount_at_issue(found, text)
    issue = model.labels.index(ISSUE)
    shares = [model.probabilities(features)[issue] for features in describe(found, text)]
    best = found[int(np.argmax(shares))].value
    return best if isinstance(best, Money) else None

"""Which of several sums a dispute is about, learned from examples that say so (`amount` in their
metadata).

Whatever number may be a sum takes part, also one that no rule reads as money (一次收二十) and one
that is another fact as well (the deposit). Each is described by its role, the words beside it and its
place among the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.nlu import choice
from bot.nlu.ngrams import Ids
from bot.nlu.reading import Money, Span, Told, amount_at_issue, find_bare_sums, role_of

NEAR, LONGEST_RUN = 12, 4
"""Characters beside a sum that are looked at, and the longest run of them that is one feature."""
FIRST = 3.0
"""How much a text counts whose first sum is the one: people mostly name it first, our examples vary its
place on purpose."""
_CLAUSE = re.compile(r"[，。;；!！?？\n\s,、:：]")


@dataclass(frozen=True)
class Sum:
    """A number that may be the sum at issue. `read`: the rules say that it is money; `told`: the fact
    that a cue made of it."""

    money: Money
    start: int
    end: int
    read: bool
    told: str | None = None


def sums_in(spans: Sequence[Span], text: str, told: Mapping[int, str]) -> list[Sum]:
    """Everything in a text that may be the sum at issue, in order. `spans` is all that was read,
    `told` where → which fact a cue made of it."""
    read = [span for span in spans if span.fact == "amount"]
    bare = find_bare_sums(text, [span for span in spans if not _is_sum(span, told)])
    places = {span.start for span in read}
    found = [_sum(span, told, True) for span in read]
    found += [_sum(span, told, False) for span in bare if span.start not in places]
    return sorted(found, key=lambda one: one.start)


def _is_sum(span: Span, told: Mapping[int, str]) -> bool:
    cued = isinstance(span.value, Told) and isinstance(span.value.value, Decimal)
    return span.fact == "amount" or (span.start in told and cued)


def _sum(span: Span, told: Mapping[int, str], read: bool) -> Sum:
    assert isinstance(span.value, Money)
    return Sum(span.value, span.start, span.end, read, told.get(span.start))


def describe(sums: Sequence[Sum], text: str) -> list[Ids]:
    """The features of each sum of a text, as hashed numbers."""
    roles = [_role(place, sums, text) for place in range(len(sums))]
    return [choice.hashed(_features(place, sums, roles, text)) for place in range(len(sums))]


def _features(place: int, sums: Sequence[Sum], roles: Sequence[str], text: str) -> Iterator[str]:
    one, money = sums[place], sums[place].money
    values = [other.money.amount for other in sums]
    role, many, last = roles[place], min(len(sums), 4), len(sums) - 1
    yield from (f"read {one.read}", f"role {role}", f"role {role} {one.read}", f"told {one.told}")
    yield from (f"first {place == 0} of {many}", f"last {place == last} of {many}")
    yield from (f"place {min(place, 5)}", f"at {5 * one.start // max(len(text), 1)}")
    yield from (f"most {money.amount == max(values)}", f"least {money.amount == min(values)}")
    yield f"times {min(values.count(money.amount), 3)} of {min(len(set(values)), 4)}"
    yield f"again {values.index(money.amount) < place}"
    yield from (f"per {money.per is not None}", f"range {money.high is not None}")
    yield from (f"digits {len(str(int(money.amount)))}", f"vague {money.approximate}")
    yield f"ends {text[one.end - 1 : one.end]}"
    yield from (f"{role} after {other}" for other in set(roles[:place]))
    yield from (f"{role} before {other}" for other in set(roles[place + 1 :]))
    yield from _words_beside(one, sums[place - 1 : place], sums[place + 1 : place + 2], text)


def _words_beside(
    one: Sum, before: Sequence[Sum], after: Sequence[Sum], text: str
) -> Iterator[str]:
    left, right = text[max(0, one.start - NEAR) : one.start], text[one.end : one.end + NEAR - 2]
    yield from (f"left {run}" for run in _runs(left, LONGEST_RUN - 1))
    yield from (f"right {run}" for run in _runs(right, LONGEST_RUN - 1))
    floor = before[0].end if before else 0
    limit = after[0].start if after else len(text)
    left = _CLAUSE.split(text[max(floor, one.start - NEAR) : one.start])[-1]
    right = _CLAUSE.split(text[one.end : min(limit, one.end + NEAR - 2)])[0]
    yield from (f"clause left {run}" for run in _runs(left, LONGEST_RUN))
    yield from (f"clause right {run}" for run in _runs(right, LONGEST_RUN))
    yield from (f"touches left {left[-size:]}" for size in (1, 2, 3))
    yield from (f"touches right {right[:size]}" for size in (1, 2, 3))


def _role(place: int, sums: Sequence[Sum], text: str) -> str:
    one = sums[place]
    if one.read:
        return one.money.role
    floor = sums[place - 1].end if place else 0
    limit = sums[place + 1].start if place + 1 < len(sums) else len(text)
    left, right = text[max(floor, one.start - 20) : one.start], text[one.end : limit][:14]
    return role_of(left, right)


def _runs(words: str, longest: int) -> Iterator[str]:
    for size in range(1, longest + 1):
        yield from (words[at : at + size] for at in range(len(words) - size + 1))


Example = tuple[str, Sequence[Sum], Decimal | None]
"""A text, what may be a sum in it, and which is at issue (None: no sum is told at all)."""


def fit_sums(examples: Iterable[Example]) -> choice.ChoiceModel | None:
    """A model of the sum at issue. Texts without a sum teach which bare numbers are none."""
    choices = []
    for text, sums, issue in examples:
        right = [issue is not None and issue in (s.money.amount, s.money.high) for s in sums]
        if sums and any(right):
            weight = FIRST if right[0] and len(sums) > 1 else 1.0
            alternatives = [*describe(sums, text), NOTHING]
            choices.append(choice.Choice(alternatives, [*right, False], weight))
        elif sums and issue is None and not any(s.read or s.told for s in sums):
            choices.append(choice.Choice([*describe(sums, text), NOTHING], [*right, True]))
    return choice.fit(choices)


NOTHING = choice.hashed(["nothing"])
"""The alternative that no number of the text is the sum at issue."""


def choose(sums: Sequence[Sum], text: str, model: choice.ChoiceModel | None) -> Sum | None:
    """The sum at issue among those of a text; None when none is. Without a model the roles of the
    sums that were read decide."""
    if not sums:
        return None
    if model is not None:
        best = model.best([*describe(sums, text), NOTHING])
        return sums[best] if best < len(sums) else None
    read = [Span("amount", one.money, one.start, one.end, "") for one in sums if one.read]
    best_role = amount_at_issue(read, text)
    return next((one for one in sums if one.read and one.money is best_role), None)

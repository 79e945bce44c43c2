"""From a normalised text to the facts it tells. Pure functions: no Rasa, no clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from bot.nlu.linear import LinearModel
from bot.nlu.phrases import find_names, find_phrases, find_said
from bot.nlu.reading import (
    Span,
    Told,
    parse_numeral,
    plain,
    read_cued,
    read_days,
    read_durations,
    read_identifiers,
    read_lone_sum,
    read_money,
    read_prices,
    read_quantities,
)
from bot.nlu.reading.places import Place, read_places, where
from bot.nlu.sums import choose
from bot.nlu.vocabulary import Vocabulary

DAY_FACTS = {"purchase": "purchase_day", "received": "received_day"}
LISTS = frozenset({"proof", "steps_taken", "excuses"})
PRIVATE = frozenset({"phone", "id_card", "bank_card"})
"""Read so that they can be masked; never put into the facts of a matter."""


def read_spans(text: str, on: date, vocabulary: Vocabulary) -> list[Span]:
    """Everything read from a normalised text, in the order of reading."""
    words = vocabulary.likely(text)
    products = find_names(text, words.products, "product")
    money = read_money(text)
    money += read_prices(text, [span.end for span in products], money)
    spans = [*money, *read_days(text, on), *read_durations(text)]
    spans += [*read_quantities(text), *read_identifiers(text)]
    spans += read_cued(text, on, spans, words.cues)
    spans += read_lone_sum(text, spans)
    spans += find_said(text, words.said)
    spans += find_names(text, words.platforms, "platform")
    spans += products
    spans += read_places(text, vocabulary.places)
    spans += find_phrases(text, words.phrases, vocabulary.several, vocabulary.yields)
    spans += find_phrases(text, {"excuses": words.excuses}, ["excuses"])
    return spans


def read_facts(
    text: str, on: date, vocabulary: Vocabulary, sums: LinearModel | None = None
) -> tuple[dict[str, Any], list[Span]]:
    """The facts of a normalised text, and the spans they were read from. What goes without saying
    once a platform is named (a web shop: bought online) is filled in last. `sums` chooses the sum
    at issue (see `bot.nlu.sums`)."""
    spans = read_spans(text, on, vocabulary)
    facts = facts_from(spans, text, vocabulary.at_issue, sums)
    for key, value in vocabulary.implied.get(str(facts.get("platform")), {}).items():
        facts.setdefault(key, value)
    return facts, spans


def facts_from(
    spans: Sequence[Span],
    text: str,
    at_issue: Collection[str] = (),
    sums: LinearModel | None = None,
) -> dict[str, Any]:
    """Spans → one value a fact, JSON-ready. Of several platforms or products the first counts.

    Besides the facts of content/facts: `amounts`, `days`, `durations`, everything read of the
    kind, `places` where one was named that may be several, and `number` for a text that is nothing but one: for answers to a question ("上周五").
    """
    facts: dict[str, Any] = {}
    listed: dict[str, list[Any]] = {"amounts": [], "days": [], "durations": []}
    cued, claimed = _cued(spans)
    for span in spans:
        value: Any = span.value
        if span.fact == "amount":
            listed["amounts"].append(plain(value.amount))
        elif span.fact == "day":
            listed["days"].append(plain(value.day))
            if value.role in DAY_FACTS and span.start not in claimed:
                facts.setdefault(DAY_FACTS[value.role], plain(value.day))
        elif isinstance(value, Told):
            if isinstance(value.value, date) and plain(value.value) not in listed["days"]:
                listed["days"].append(plain(value.value))
        elif span.fact == "duration":
            listed["durations"].append(plain(value))
        elif span.fact in LISTS:
            facts.setdefault(span.fact, []).append(value)
        elif span.fact not in PRIVATE and not isinstance(value, Place):
            facts.setdefault(span.fact, plain(getattr(value, "value", value)))
    place, candidates = where(span.value for span in spans if isinstance(span.value, Place))
    if place:
        facts["place"] = place
    elif candidates:
        listed["places"] = list(candidates)
    facts = {**cued, **facts, **_amount(spans, text, claimed, at_issue, sums)}
    _reckon_used(facts)
    alone = parse_numeral(text.strip("。.!！ "))
    if alone is not None:
        facts["number"] = plain(alone.value)
    return {**facts, **{name: values for name, values in listed.items() if values}}


def _cued(spans: Iterable[Span]) -> tuple[dict[str, Any], dict[int, str]]:
    """The facts that cues gave, and where → which. Two different values for one fact: none."""
    values: dict[str, set[Any]] = {}
    claimed: dict[int, str] = {}
    for span in spans:
        if isinstance(span.value, Told):
            values.setdefault(span.fact, set()).add(plain(span.value.value))
            claimed[span.start] = span.fact
    return {fact: told.pop() for fact, told in values.items() if len(told) == 1}, claimed


def _amount(
    spans: Iterable[Span],
    text: str,
    claimed: dict[int, str],
    at_issue: Collection[str],
    sums: LinearModel | None,
) -> dict[str, Any]:
    """The sum at issue among those that may be it."""
    issue = choose(sums_left(spans, claimed, at_issue), text, sums)
    return {} if issue is None else {"amount": plain(issue.amount)}


def sums_left(
    spans: Iterable[Span], claimed: dict[int, str], at_issue: Collection[str]
) -> list[Span]:
    """The sums that may be at issue: not those that a cue made another fact, unless it is the only
    sum told and a fact that the dispute is about."""
    sums = [span for span in spans if span.fact == "amount"]
    left = [span for span in sums if span.start not in claimed]
    alone = len(sums) == 1 and not left and claimed[sums[0].start] in at_issue
    return sums if alone else left


def sums_in(text: str, on: date, vocabulary: Vocabulary) -> list[Span]:
    """The sums of a normalised text that may be at issue."""
    spans = read_spans(text, on, vocabulary)
    return sums_left(spans, _cued(spans)[1], vocabulary.at_issue)


def _reckon_used(facts: dict[str, Any]) -> None:
    """买了36节还剩33节: 3 are used."""
    total, rest = facts.get("sessions_total"), facts.get("sessions_left")
    if total is not None and rest is not None and "sessions_used" not in facts and rest <= total:
        facts["sessions_used"] = total - rest

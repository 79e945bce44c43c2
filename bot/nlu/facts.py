"""Fourth step: the facts in a message, as values with the place where each was said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.normaliser import ORIGINS
from bot.nlu.phrases import find_names, find_phrases, find_said
from bot.nlu.reading import (
    Span,
    Told,
    amount_at_issue,
    parse_numeral,
    plain,
    read_cued,
    read_days,
    read_durations,
    read_identifiers,
    read_money,
    read_quantities,
)
from bot.nlu.vocabulary import Vocabulary

CHINA = ZoneInfo("Asia/Shanghai")
DAY_FACTS = {"purchase": "purchase_day", "received": "received_day"}
PRIVATE = frozenset({"phone", "id_card", "bank_card"})
"""Read so that they can be masked; never put into the facts of a matter by this component."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FactReader(GraphComponent):  # type: ignore[misc]
    """Sets `facts` (fact id → JSON value), `spans` (fact, value, start, end) and `day`.

    Days are read relative to the message's day: `metadata.day` when given (tests, replays), else
    today in China. Nothing is learned; training stores the vocabulary in the model.
    """

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, vocabulary: Vocabulary
    ) -> None:
        self._storage, self._resource, self._vocabulary = model_storage, resource, vocabulary

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactReader:
        return cls(model_storage, resource, Vocabulary())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FactReader:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Vocabulary.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        self._vocabulary = Vocabulary.from_content()
        with self._storage.write_to(self._resource) as folder:
            self._vocabulary.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text:
                day = day_of(message)
                spans = read_spans(text, day, self._vocabulary)
                message.set("day", day.isoformat(), add_to_output=True)
                facts = facts_from(spans, text, self._vocabulary.at_issue)
                for key, value in self._vocabulary.implied.get(facts.get("platform"), {}).items():
                    facts.setdefault(key, value)
                message.set("facts", facts, add_to_output=True)
                message.set("spans", _spans(spans, message), add_to_output=True)
        return messages


def day_of(message: Message) -> date:
    """The day a message was written: given with it, or today in China."""
    day = (message.get("metadata") or {}).get("day")
    return date.fromisoformat(day) if day else datetime.now(CHINA).date()


def read_spans(text: str, on: date, vocabulary: Vocabulary) -> list[Span]:
    """Everything read from a normalised text, in the order of reading."""
    spans = [*read_money(text), *read_days(text, on), *read_durations(text)]
    spans += [*read_quantities(text), *read_identifiers(text)]
    spans += read_cued(text, on, spans, vocabulary.read_cues)
    spans += find_said(text, vocabulary.said)
    spans += find_names(text, vocabulary.platforms, "platform")
    spans += find_names(text, vocabulary.products, "product")
    spans += find_phrases(text, vocabulary.phrases, vocabulary.several, vocabulary.yields)
    spans += find_phrases(text, {"excuses": vocabulary.excuses}, ["excuses"])
    return spans


def facts_from(spans: Sequence[Span], text: str, at_issue: Collection[str] = ()) -> dict[str, Any]:
    """Spans → one value a fact, JSON-ready. Of several platforms or products the first counts.

    Besides the facts of content/facts: `amounts`, `days`, `durations`, everything read of the
    kind, and `number` for a text that is nothing but one: for answers to a question ("上周五").
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
        elif span.fact in ("proof", "steps_taken", "excuses"):
            facts.setdefault(span.fact, []).append(value)
        elif span.fact not in PRIVATE:
            facts.setdefault(span.fact, plain(getattr(value, "value", value)))
    facts = {**cued, **facts, **_amount(spans, text, claimed, at_issue)}
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
    spans: Iterable[Span], text: str, claimed: dict[int, str], at_issue: Collection[str]
) -> dict[str, Any]:
    """The sum at issue. A sum that a cue made another fact is not it, unless it is the only sum
    told and a fact that the dispute is about."""
    sums = [span for span in spans if span.fact == "amount"]
    left = [span for span in sums if span.start not in claimed]
    if len(sums) == 1 and not left and claimed[sums[0].start] in at_issue:
        left = sums
    issue = amount_at_issue(left, text)
    return {} if issue is None else {"amount": plain(issue.amount)}


def _reckon_used(facts: dict[str, Any]) -> None:
    """买了36节还剩33节: 3 are used."""
    total, rest = facts.get("sessions_total"), facts.get("sessions_left")
    if total is not None and rest is not None and "sessions_used" not in facts and rest <= total:
        facts["sessions_used"] = total - rest


def _spans(spans: Iterable[Span], message: Message) -> list[dict[str, Any]]:
    """The spans as JSON, at their places in the text the person wrote.

    Not Rasa's entities: those would have to be declared in the domain, and a new fact would touch
    more than content.
    """
    normal = message.get(ORIGINS)
    shown = []
    for span in spans:
        start, end = normal.origin_span(span.start, span.end) if normal else (span.start, span.end)
        shown.append({"fact": span.fact, "value": plain(span.value), "start": start, "end": end})
    return shown

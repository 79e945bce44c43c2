"""Fifth step: the facts in a message, as values with the place where each was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.clock import today
from bot.nlu.choice import ChoiceModel
from bot.nlu.component import FromContent
from bot.nlu.matters import example_metadata
from bot.nlu.normaliser import ORIGINS
from bot.nlu.reading import Span, plain
from bot.nlu.sums import Example, fit_sums
from bot.nlu.told import read_facts, sums_told

SUMS = "sums"
WITHOUT_SUM = 16
"""One in so many examples that name no sum is read to learn which numbers are none."""
NO_DAY = date(2026, 1, 1)
"""Sums do not depend on the day a text was written; reading one needs some day."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FactReader(FromContent):
    """Sets `facts` (fact id → JSON value), `spans` (fact, value, start, end) and `day`; adds `facts`
    to each of `parts`.

    Days are read relative to the message's day: `metadata.day` when given (tests, replays), else
    today in China. Which of several sums is at issue is learned from `amount` in the metadata of
    examples.
    """

    _sums: ChoiceModel | None = None

    def train(self, training_data: TrainingData) -> Resource:
        resource = super().train(training_data)
        self._sums = fit_sums(self._examples(training_data))
        if self._sums:
            with self._storage.write_to(resource) as folder:
                self._sums.save(folder, SUMS)
        return resource

    def restore(self, folder: Path) -> None:
        super().restore(folder)
        if (folder / f"{SUMS}.npz").exists():
            self._sums = ChoiceModel.load(folder, SUMS)

    def _examples(self, training_data: TrainingData) -> Iterator[Example]:
        for place, example in enumerate(training_data.intent_examples):
            issue, text = example_metadata(example).get("amount"), example.get(TEXT)
            if issue is not None or place % WITHOUT_SUM == 0:
                sums = sums_told(text, NO_DAY, self._vocabulary)
                yield text, sums, None if issue is None else Decimal(str(issue))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text:
                day = day_of(message)
                facts, spans = read_facts(text, day, self._vocabulary, self._sums)
                message.set("day", day.isoformat(), add_to_output=True)
                message.set("facts", facts, add_to_output=True)
                message.set("spans", _spans(spans, message), add_to_output=True)
                for part in message.get("parts") or []:
                    part["facts"] = read_facts(part["text"], day, self._vocabulary, self._sums)[0]
        return messages


def day_of(message: Message) -> date:
    """The day a message was written: given with it, or today in China."""
    day = (message.get("metadata") or {}).get("day")
    return date.fromisoformat(day) if day else today()


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

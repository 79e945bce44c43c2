"""Fourth step: the facts in a message, as values with the place where each was said."""

from __future__ import annotations

from collections.abc import Iterable
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
from bot.nlu.reading import Span, plain
from bot.nlu.told import read_facts
from bot.nlu.vocabulary import Vocabulary

CHINA = ZoneInfo("Asia/Shanghai")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FactReader(GraphComponent):
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
                facts, spans = read_facts(text, day, self._vocabulary)
                message.set("day", day.isoformat(), add_to_output=True)
                message.set("facts", facts, add_to_output=True)
                message.set("spans", _spans(spans, message), add_to_output=True)
        return messages


def day_of(message: Message) -> date:
    """The day a message was written: given with it, or today in China."""
    day = (message.get("metadata") or {}).get("day")
    return date.fromisoformat(day) if day else datetime.now(CHINA).date()


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

"""Fifth step: signs of danger, which come before any law."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.vocabulary import Vocabulary


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DangerWatch(GraphComponent, IntentClassifier):
    """Sets `danger` to the most urgent kind found, or null; the intent becomes `danger` then, so
    that a rule puts the warning before all else. What the intent was stays in `intent_ranking`.

    Nothing is learned; the signs are content (knowledge/content/dangers) and kept in the model.
    """

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, vocabulary: Vocabulary
    ) -> None:
        self._storage, self._resource = model_storage, resource
        self._dangers = [
            (entry["id"], _either(entry["signs"]), _either(entry["harmless"]))
            for entry in vocabulary.dangers
        ]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerWatch:
        return cls(model_storage, resource, Vocabulary())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DangerWatch:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Vocabulary.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        with self._storage.write_to(self._resource) as folder:
            Vocabulary.from_content().save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            kind = self._kind(message.get(TEXT) or "")
            message.set("danger", kind, add_to_output=True)
            if kind:
                message.set("intent", {"name": "danger", "confidence": 1.0}, add_to_output=True)
        return messages

    def _kind(self, text: str) -> str | None:
        for key, signs, harmless in self._dangers:
            if signs and signs.search(harmless.sub("", text) if harmless else text):
                return str(key)
        return None


def _either(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{p})" for p in patterns)) if patterns else None

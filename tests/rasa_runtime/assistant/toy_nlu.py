"""A classifier small enough to read: the example that shares most characters wins.

Rasa's own linear classifier would do, but loading scikit-learn would take longer than the test.
"""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_FILE = "examples.json"


def pieces(text: str) -> set[str]:
    """Characters and pairs of characters."""
    return {text[i : i + n] for n in (1, 2) for i in range(len(text) - n + 1)}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NearestExampleClassifier(GraphComponent):  # type: ignore[misc]
    """Ranks intents by their best example."""

    def __init__(self, examples: list[tuple[str, str]], storage: ModelStorage, at: Resource):
        self.examples = [(text, intent, pieces(text)) for text, intent in examples]
        self.storage, self.at = storage, at

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NearestExampleClassifier:
        return cls([], model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> NearestExampleClassifier:
        with model_storage.read_from(resource) as folder:
            examples = json.loads((folder / _FILE).read_text("utf-8"))
        return cls(examples, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        pairs = [(m.get("text"), m.get("intent")) for m in training_data.intent_examples]
        with self.storage.write_to(self.at) as folder:
            (folder / _FILE).write_text(json.dumps(sorted(pairs), ensure_ascii=False), "utf-8")
        return self.at

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            said = pieces(message.get("text") or "")
            best: dict[str, float] = {}
            for _text, intent, known in self.examples:
                score = len(said & known) / max(len(said | known), 1)
                best[intent] = max(best.get(intent, 0.0), score)
            ranking = sorted(best.items(), key=lambda item: (-item[1], item[0]))
            named = [{"name": name, "confidence": score} for name, score in ranking]
            message.set("intent", named[0], add_to_output=True)
            message.set("intent_ranking", named, add_to_output=True)
        return messages

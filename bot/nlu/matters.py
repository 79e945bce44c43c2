"""Third step: what the person is doing, and which matter it is about."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import Component
from bot.nlu.linear import Ids, LinearModel, evened, fit
from bot.nlu.ngrams import ngrams

DISPUTE, ELSEWHERE = "tell_dispute", "out_of_scope"
ALSO_WEIGHT = 0.4
"""How much an example counts for a further label that is true of it as well."""
RANKED = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MatterClassifier(Component, IntentClassifier):
    """One linear model over all intents, disputes and matters elsewhere.

    An intent with parts (tell_dispute/courier) is as likely as its parts together. Sets `intent`,
    `intent_ranking`, `disputes` and `elsewhere`; learns from the examples' intents and from `also`
    in their metadata.
    """

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, model_storage, resource)
        self._matter: LinearModel | None = None

    def restore(self, folder: Path) -> None:
        self._matter = LinearModel.load(folder, "matter")

    def train(self, training_data: TrainingData) -> Resource:
        examples = [(e, _features(e), example_metadata(e)) for e in training_data.intent_examples]
        own = [e.get(INTENT_RESPONSE_KEY) or e.get(INTENT) for e, _, _ in examples]
        even = evened(own)
        rows = [(f, label, even[label]) for (_, f, _), label in zip(examples, own, strict=True)]
        for _, features, about in examples:
            also = (f"{DISPUTE}/{key}" for key in about.get("also", []))
            rows += [(features, key, even[key] * ALSO_WEIGHT) for key in also if key in even]
        self._matter = fit([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])
        with self._storage.write_to(self._resource) as folder:
            self._matter.save(folder, "matter")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if message.get(TEXT) and self._matter:
                self._read(message, self._matter)
        return messages

    def _read(self, message: Message, matter: LinearModel) -> None:
        features = _features(message)
        whole: dict[str, float] = defaultdict(float)
        parts: dict[str, list[dict[str, Any]]] = {DISPUTE: [], ELSEWHERE: []}
        for label, share in matter.ranked(features):
            intent, _, part = label.partition("/")
            whole[intent] += share
            if part and len(parts[intent]) < RANKED:
                parts[intent].append({"id": part, "confidence": share})
        best = sorted(whole, key=lambda name: -whole[name])[:RANKED]
        ranking = [{"name": name, "confidence": whole[name]} for name in best]
        message.set("intent", ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
        message.set("disputes", parts[DISPUTE], add_to_output=True)
        message.set("elsewhere", parts[ELSEWHERE], add_to_output=True)


def _features(message: Message) -> Ids:
    words = [token.text for token in message.get(TOKENS_NAMES[TEXT], [])]
    return ngrams(message.get(TEXT), words)


def example_metadata(message: Message) -> dict[str, Any]:
    """What a training example says of itself: `ask`, `also`, `amount`."""
    return (message.get("metadata") or {}).get("example") or {}

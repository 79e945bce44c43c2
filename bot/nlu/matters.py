"""Third step: what the person is doing, and which matter it is about."""

from __future__ import annotations

from collections import Counter, defaultdict
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
from bot.nlu.linear import Ids, LinearModel, fit
from bot.nlu.ngrams import ngrams

DISPUTE, ELSEWHERE = "tell_dispute", "out_of_scope"
ALSO_WEIGHT = 0.4
"""How much an example counts for a further label that is true of it as well."""
RANKED = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MatterClassifier(Component, IntentClassifier):
    """One linear model over all intents, disputes and matters elsewhere; one for what is asked.

    An intent with parts (tell_dispute/courier) is as likely as its parts together. Sets `intent`,
    `intent_ranking`, `disputes`, `elsewhere` and `ask`.
    """

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, model_storage, resource)
        self._matter: LinearModel | None = None
        self._ask: LinearModel | None = None

    def restore(self, folder: Path) -> None:
        self._matter = LinearModel.load(folder, "matter")
        self._ask = LinearModel.load(folder, "ask")

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples' intents and from `also` and `ask` in their metadata."""
        examples = [(e, _features(e), _metadata(e)) for e in training_data.intent_examples]
        own = [e.get(INTENT_RESPONSE_KEY) or e.get(INTENT) for e, _, _ in examples]
        even = _evened(own)
        rows = [(f, label, even[label]) for (_, f, _), label in zip(examples, own, strict=True)]
        for _, features, about in examples:
            also = (f"{DISPUTE}/{key}" for key in about.get("also", []))
            rows += [(features, key, even[key] * ALSO_WEIGHT) for key in also if key in even]
        asks = [(features, about["ask"]) for _, features, about in examples if "ask" in about]
        self._matter = fit([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])
        weigh = _evened([ask for _, ask in asks])
        self._ask = fit([f for f, _ in asks], [a for _, a in asks], [weigh[a] for _, a in asks])
        with self._storage.write_to(self._resource) as folder:
            self._matter.save(folder, "matter")
            self._ask.save(folder, "ask")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if message.get(TEXT) and self._matter and self._ask:
                self._read(message, self._matter, self._ask)
        return messages

    def _read(self, message: Message, matter: LinearModel, ask: LinearModel) -> None:
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
        message.set("ask", ask.ranked(features)[0][0], add_to_output=True)


def _evened(labels: list[str]) -> dict[str, float]:
    """A weight for each label's examples that brings rare and frequent labels half way together:
    how many examples were written says little about how often people write."""
    counts = Counter(labels)
    mean = len(labels) / len(counts)
    return {label: (mean / count) ** 0.5 for label, count in counts.items()}


def _features(message: Message) -> Ids:
    words = [token.text for token in message.get(TOKENS_NAMES[TEXT], [])]
    return ngrams(message.get(TEXT), words)


def _metadata(message: Message) -> dict[str, Any]:
    return (message.get("metadata") or {}).get("example") or {}

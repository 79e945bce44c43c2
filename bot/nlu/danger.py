"""Sixth step: signs of danger, which come before any law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import FromContent, message_ngrams
from bot.nlu.linear import Example, LinearModel, evened, fit
from bot.nlu.matters import example_metadata
from bot.nlu.ngrams import Ids
from bot.nlu.vocabulary import Vocabulary

DANGER, NONE = "danger", "none"
SURE = 0.45
"""How likely danger has to be where no sign of the content says so."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DangerWatch(FromContent, IntentClassifier):
    """Sets `danger` to the most urgent kind found, or null; the intent becomes `danger` then, so
    that a rule puts the warning before all else. What the intent was stays in `intent_ranking`.

    Danger is where a sign of the content stands (knowledge/content/dangers), and where a model says
    so that learned from `danger` in the metadata of examples (a kind, or none): the signs know what
    they name, the model what nobody listed.
    """

    _model: LinearModel | None = None

    def use(self, vocabulary: Vocabulary) -> None:
        super().use(vocabulary)
        self._dangers = [
            (entry["id"], [_compiled(p) for p in entry["signs"]], _either(entry["harmless"]))
            for entry in vocabulary.dangers
        ]

    def train(self, training_data: TrainingData) -> Resource:
        resource = super().train(training_data)
        told = list(self._examples(training_data))
        kinds = [kind for _, kind in told]
        if len(set(kinds)) > 1:
            even = evened(kinds)
            self._model = fit([Example(features, kind, even[kind]) for features, kind in told])
            with self._storage.write_to(resource) as folder:
                self._model.save(folder, DANGER)
        return resource

    def _examples(self, training_data: TrainingData) -> Iterator[tuple[Ids, str]]:
        """Examples that tell of danger or of none, and all others without a sign of it as none."""
        for example in training_data.intent_examples:
            kind = example_metadata(example).get(DANGER)
            if kind is not None or not self._sign(example.get(TEXT)):
                yield message_ngrams(example), kind or NONE

    def restore(self, folder: Path) -> None:
        super().restore(folder)
        if (folder / f"{DANGER}.json").exists():
            self._model = LinearModel.load(folder, DANGER)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            kind = self._kind(message)
            message.set(DANGER, kind, add_to_output=True)
            if kind:
                message.set("intent", {"name": DANGER, "confidence": 1.0}, add_to_output=True)
        return messages

    def _sign(self, text: str) -> str | None:
        # One after the other: as one pattern of eighty alternatives they take half as long again.
        for key, signs, harmless in self._dangers:
            if any(sign.search(text) for sign in signs):
                left = harmless.sub("", text) if harmless else text
                if any(sign.search(left) for sign in signs):
                    return str(key)
        return None

    def _kind(self, message: Message) -> str | None:
        text = message.get(TEXT)
        if not text:
            return None
        sign = self._sign(text)
        if sign or self._model is None:
            return sign
        shares = dict(self._model.ranked(message_ngrams(message)))
        likely = 1 - shares.pop(NONE, 0.0)
        return max(shares, key=lambda kind: shares[kind]) if likely > SURE else None


def _either(patterns: list[str]) -> re.Pattern[str] | None:
    return _compiled("|".join(f"(?:{p})" for p in patterns)) if patterns else None


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)

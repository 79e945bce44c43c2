"""Sixth step: signs of danger, which come before any law."""

from __future__ import annotations

import re

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import FromContent
from bot.nlu.vocabulary import Vocabulary


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DangerWatch(FromContent, IntentClassifier):
    """Sets `danger` to the most urgent kind found, or null; the intent becomes `danger` then, so
    that a rule puts the warning before all else. What the intent was stays in `intent_ranking`.

    The signs are content (knowledge/content/dangers).
    """

    def use(self, vocabulary: Vocabulary) -> None:
        super().use(vocabulary)
        self._dangers = [
            (entry["id"], _either(entry["signs"]), _either(entry["harmless"]))
            for entry in vocabulary.dangers
        ]

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
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE) if patterns else None

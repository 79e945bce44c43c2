"""Last step: what a door put beside the text says for certain what was meant."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Stateless

CHOICE = "choice"
_MEANS = {"upload": "upload", "edit": "choose", CHOICE: "choose"}
"""Key of the metadata → the intent it stands for; the first that is there decides."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ChoiceReader(Stateless, IntentClassifier):
    """`metadata.choice` = {fact, value} (a pressed button), `upload` (a file) and `edit` (a field of
    a draft) become intents; the choice is set as a property too. Whether fact and value exist is
    for the action to check."""

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            beside = message.get("metadata") or {}
            meant = next(
                (i for key, i in _MEANS.items() if isinstance(beside.get(key), dict)), None
            )
            if meant:
                message.set("intent", {"name": meant, "confidence": 1.0}, add_to_output=True)
            if meant and isinstance(beside.get(CHOICE), dict):
                message.set(CHOICE, beside[CHOICE], add_to_output=True)
        return messages

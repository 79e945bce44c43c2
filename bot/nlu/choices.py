"""Last step: a pressed button says for certain what was meant."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Stateless

CHOICE = "choice"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ChoiceReader(Stateless, IntentClassifier):
    """`metadata.choice` = {fact, value}, put there by the channel, becomes intent `choose` and the
    property `choice`. Whether fact and value exist is for the action to check."""

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            choice = (message.get("metadata") or {}).get(CHOICE)
            if isinstance(choice, dict):
                message.set("intent", {"name": "choose", "confidence": 1.0}, add_to_output=True)
                message.set(CHOICE, choice, add_to_output=True)
        return messages

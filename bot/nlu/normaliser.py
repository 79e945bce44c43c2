"""First step: one spelling for what people type in many."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import Stateless
from bot.nlu.reading import normalise

MAX_TEXT = 2000
ORIGINS = "origins"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class Normaliser(Stateless):
    """Replaces the message's text by its normal form and keeps where each character came from.

    The text is cut at `MAX_TEXT` characters. Later parts find the way back to the person's own
    words through the property `origins` (see `bot.nlu.reading.text.Normalised`).
    """

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text:
                normal = normalise(text[:MAX_TEXT])
                message.set(TEXT, normal.text)
                message.set(ORIGINS, normal)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

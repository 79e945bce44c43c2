"""Second step: words, by jieba with the words of our field added."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import knowledge
from bot.nlu.component import Component
from knowledge import segmentation

_WORDS = "words.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class Segmenter(Component, Tokenizer):
    """Splits text into words. The domain's words are stored in the model with it, so that a model
    segments the same way wherever it is loaded."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        Tokenizer.__init__(self, config)
        Component.__init__(self, config, model_storage, resource)
        self._tokenizer = segmentation.tokenizer({})

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What Rasa's tokenizers expect; intents are never split."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_"}

    def restore(self, folder: Path) -> None:
        self._tokenizer = segmentation.tokenizer(json.loads((folder / _WORDS).read_text("utf-8")))

    def train(self, training_data: TrainingData) -> Resource:
        """Takes the words of the content in force; nothing is learned from the examples."""
        frequencies = segmentation.frequencies(knowledge.load().terms())
        self._tokenizer = segmentation.tokenizer(frequencies)
        with self._storage.write_to(self._resource) as folder:
            (folder / _WORDS).write_text(json.dumps(frequencies, ensure_ascii=False), "utf-8")
        return self._resource

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        tokens, at = [], 0
        for word in self._tokenizer.cut(message.get(attribute)):
            if word.strip():
                tokens.append(Token(word, at))
            at += len(word)
        return tokens

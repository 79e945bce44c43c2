"""Second step: words. spaCy's Chinese tokenizer on jieba, with the words of our field added."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import knowledge
from bot.nlu.component import Component
from knowledge import segmentation

if TYPE_CHECKING:
    from spacy.lang.zh import ChineseTokenizer

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
        self._tokenizer = _chinese({})

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What Rasa's tokenizers expect; intents are never split."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_"}

    def restore(self, folder: Path) -> None:
        self._tokenizer = _chinese(json.loads((folder / _WORDS).read_text("utf-8")))

    def train(self, training_data: TrainingData) -> Resource:
        """Takes the words of the content in force; nothing is learned from the examples."""
        frequencies = segmentation.frequencies(knowledge.load().terms())
        self._tokenizer = _chinese(frequencies)
        with self._storage.write_to(self._resource) as folder:
            (folder / _WORDS).write_text(json.dumps(frequencies, ensure_ascii=False), "utf-8")
        return self._resource

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        text = message.get(attribute)
        return [
            Token(token.text, token.idx) for token in self._tokenizer(text) if token.text.strip()
        ]


def _chinese(frequencies: dict[str, int]) -> ChineseTokenizer:
    """spaCy's Chinese tokenizer whose jieba knows these words.

    Made for single characters and then switched: asked for jieba at once, it would load jieba's
    whole dictionary first.
    """
    from spacy.lang.zh import ChineseTokenizer, Segmenter
    from spacy.vocab import Vocab

    tokenizer = ChineseTokenizer(Vocab(), Segmenter.char)
    tokenizer.segmenter = Segmenter.jieba
    tokenizer.jieba_seg = segmentation.tokenizer(frequencies)
    return tokenizer

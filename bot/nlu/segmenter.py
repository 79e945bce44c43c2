"""Second step: words. spaCy's Chinese tokenizer on jieba, with the words of our field added."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.language import Language


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class Segmenter(Tokenizer):  # type: ignore[misc]
    """Splits text into words. The domain's words are stored in the model with it, so that a model
    segments the same way wherever it is loaded."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        words: Iterable[str] = (),
    ) -> None:
        super().__init__(config)
        self._storage, self._resource = model_storage, resource
        self._language = _chinese(words)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What Rasa's tokenizers expect; intents are never split."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Segmenter:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Segmenter:
        with model_storage.read_from(resource) as folder:
            words = Vocabulary.load(folder).words()
        return cls(config, model_storage, resource, words)

    def train(self, training_data: TrainingData) -> Resource:
        """Takes the words of the content in force; nothing is learned from the examples."""
        vocabulary = Vocabulary.from_content()
        self._language = _chinese(vocabulary.words())
        with self._storage.write_to(self._resource) as folder:
            vocabulary.save(folder)
        return self._resource

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        text = message.get(attribute)
        return [
            Token(token.text, token.idx)
            for token in self._language.make_doc(text)
            if not token.is_space
        ]


def _chinese(words: Iterable[str]) -> Language:
    """A blank Chinese pipeline; jieba's dictionary is read once for the process."""
    import jieba
    from spacy.lang.zh import Chinese

    jieba.setLogLevel(logging.WARNING)
    language = Chinese.from_config({"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    jieba.initialize()
    for word in words:
        jieba.add_word(word)
    return language

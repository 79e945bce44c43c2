"""What our graph components have in common: how Rasa makes, stores and loads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.ngrams import Ids, ngrams
from bot.nlu.vocabulary import Vocabulary

NGRAMS = "ngrams"


class Component(GraphComponent):
    """A component as Rasa makes it; `restore` is called when it comes out of a model."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._storage, self._resource = model_storage, resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        made = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            made.restore(folder)
        return made

    def restore(self, folder: Path) -> None:
        """Take back what training stored in the model's folder; by default nothing was."""


class Stateless(GraphComponent):
    """A component that neither learns nor stores anything."""

    @classmethod
    def create(cls, *made_with: Any, **named: Any) -> Self:
        return cls()


class FromContent(Component):
    """A component that learns nothing, but keeps the vocabulary of the content in the model, so
    that a model reads the same wherever it is loaded."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, model_storage, resource)
        self.use(Vocabulary())

    def use(self, vocabulary: Vocabulary) -> None:
        """Work with these words from now on."""
        self._vocabulary = vocabulary

    def train(self, training_data: TrainingData) -> Resource:
        """Store the vocabulary of the content in force. Raises `knowledge.ContentError`."""
        self.use(Vocabulary.from_content())
        with self._storage.write_to(self._resource) as folder:
            self._vocabulary.save(folder)
        return self._resource

    def restore(self, folder: Path) -> None:
        self.use(Vocabulary.load(folder))


def message_ngrams(message: Message) -> Ids:
    """The feature numbers of a whole message, counted once for all components that read them."""
    known: Ids | None = message.get(NGRAMS)
    if known is None:
        words = [token.text for token in message.get(TOKENS_NAMES[TEXT], [])]
        known = ngrams(message.get(TEXT), words)
        message.set(NGRAMS, known)
    return known

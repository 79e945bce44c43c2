"""What our graph components have in common: how Rasa makes and loads them."""

from __future__ import annotations

from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.vocabulary import Vocabulary


class Stateless(GraphComponent):
    """A component that neither learns nor stores anything."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls()


class FromContent(GraphComponent):
    """A component that learns nothing, but keeps the vocabulary of the content in the model, so
    that a model reads the same wherever it is loaded."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, vocabulary: Vocabulary
    ) -> None:
        self._storage, self._resource, self._vocabulary = model_storage, resource, vocabulary

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls(model_storage, resource, Vocabulary())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Vocabulary.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Store the vocabulary of the content in force. Raises `knowledge.ContentError`."""
        self._vocabulary = Vocabulary.from_content()
        with self._storage.write_to(self._resource) as folder:
            self._vocabulary.save(folder)
        return self._resource

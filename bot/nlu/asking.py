"""Fourth step: what a message asks for besides telling its story."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import Component, message_ngrams
from bot.nlu.linear import Example, LinearModel, evened, fit
from bot.nlu.matters import example_metadata
from bot.nlu.ngrams import Ids, ngrams

NONE = "none"
SURE = 0.9
"""How likely it has to be that nothing is asked in spite of words of asking, or something without any."""
STRENGTH = 0.3
KINDS = {
    **dict.fromkeys(("rights", "compensation", "deadline", "evidence", "definition"), "law"),
    **dict.fromkeys(("how_to_complain", "authority", "progress"), "way"),
}
"""What the law says, and what to do: labels that run into each other. The likelier kind is chosen first,
then the likeliest in it; the others are kinds of their own."""
_CLAUSE = re.compile(r"(?<=[。！!？?\n；;，,\s])")
_CUE = re.compile(
    r"[吗么？?呢]|怎么|如何|怎样|咋|哪|多少|能否|是否|能不能|可不可以|可以|是不是|有没有|算不算|合法|合理|几倍|几天|多久|什么|谁"
    r"|求助|求解|请问|想问|咨询|该不该|行不行|帮我写|人工|投诉|不知道|说法|怀疑|主意|支招|想退|想确认|救济"
)
CLAUSES, LONGEST = 3, 60
"""The question of a message: its last clauses that ask, and no more than so many characters."""


def question_in(text: str) -> str:
    """The words of a text that ask something; empty for a story that asks nothing.

    In a long story the question is one clause among dozens; what stands around it tells the matter,
    not what is asked.
    """
    asking = [clause for clause in _CLAUSE.split(text) if _CUE.search(clause)]
    return "".join(asking[-CLAUSES:])[-LONGEST:]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AskClassifier(Component, IntentClassifier):
    """Sets `ask` (see `knowledge.schema.Asked`, also draft_complaint, human, none) from the question in
    the message; learns from `ask` in the metadata of examples."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, model_storage, resource)
        self._model: LinearModel | None = None

    def restore(self, folder: Path) -> None:
        self._model = LinearModel.load(folder, "ask")

    def train(self, training_data: TrainingData) -> Resource:
        rows = [
            (_features(example), about["ask"])
            for example in training_data.intent_examples
            if "ask" in (about := example_metadata(example))
        ]
        even = evened([ask for _, ask in rows])
        self._model = fit([Example(features, ask, even[ask]) for features, ask in rows], STRENGTH)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder, "ask")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if message.get(TEXT) and self._model:
                message.set("ask", self._ask(message, self._model), add_to_output=True)
        return messages

    def _ask(self, message: Message, model: LinearModel) -> str:
        """The likeliest ask; who uses words of asking asks something and who uses none does not, unless
        the contrary is far likelier."""
        ranked = model.ranked(_features(message))
        kinds: dict[str, float] = defaultdict(float)
        for ask, share in ranked:
            kinds[KINDS.get(ask, ask)] += share
        best, second = sorted(kinds, key=lambda kind: -kinds[kind])[:2]
        asks = bool(question_in(message.get(TEXT)))
        if kinds[best] < SURE and asks == (best == NONE):
            best = second if asks else NONE
        return next(ask for ask, _ in ranked if KINDS.get(ask, ask) == best)


def _features(message: Message) -> Ids:
    """Of the whole message and, apart, of the question in it."""
    text: str = message.get(TEXT)
    words = [token.text for token in message.get(TOKENS_NAMES[TEXT], [])]
    question = question_in(text)
    asked = [word for word in words if word in question]
    return np.concatenate([message_ngrams(message), ngrams(question, asked, "question ")])

"""Third step: what the person is doing, and which matter it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import knowledge
from bot.nlu.component import Component, message_ngrams
from bot.nlu.linear import Example, LinearModel, evened, fit
from bot.nlu.ngrams import ngrams
from bot.nlu.parting import told_apart
from bot.nlu.reading import normalise
from bot.nlu.remarks import REMARKS
from knowledge import segmentation
from knowledge.schema import Dispute
from knowledge.wording import BLANK

DISPUTE, ELSEWHERE = "tell_dispute", "out_of_scope"
RANKED = 5
BEST = 5
"""So many of the likeliest labels decide between intents: the sixty others of an intent with many parts
would outvote one with few, whatever was said."""
SMALLEST = 0.02
"""What is left for stories when everything speaks for a remark."""
APART = 0.45
"""How surely each part of a message has to tell a dispute to be taken for a matter of its own."""
DEFINITION_WEIGHT = 0.3
"""How much a line of a dispute's file counts beside a sentence that a person wrote."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MatterClassifier(Component, IntentClassifier):
    """One linear model over all intents, disputes and matters elsewhere.

    An intent with parts (tell_dispute/courier) is as likely as its likeliest parts together. Sets `intent`,
    `intent_ranking`, `disputes`, `elsewhere`, and `stories`: the disputes as likely as they are
    when nothing was said before, so that the message is no remark, and `parts`: the matters
    of a message that tells of several. Learns from the examples'
    intents and from `also` in their metadata, and from what the disputes' files say of themselves.
    """

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, model_storage, resource)
        self._matter: LinearModel | None = None

    def restore(self, folder: Path) -> None:
        self._matter = LinearModel.load(folder, "matter")

    def train(self, training_data: TrainingData) -> Resource:
        labels = [
            example.get(INTENT_RESPONSE_KEY) or example.get(INTENT)
            for example in training_data.intent_examples
        ]
        even = evened(labels)
        told = [
            Example(
                message_ngrams(example),
                label,
                even[label],
                tuple(f"{DISPUTE}/{key}" for key in example_metadata(example).get("also", [])),
            )
            for example, label in zip(training_data.intent_examples, labels, strict=True)
        ]
        self._matter = fit([*told, *_definitions(set(labels))])
        with self._storage.write_to(self._resource) as folder:
            self._matter.save(folder, "matter")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if message.get(TEXT) and self._matter:
                self._read(message, self._matter)
        return messages

    def _read(self, message: Message, matter: LinearModel) -> None:
        features = message_ngrams(message)
        whole: dict[str, float] = defaultdict(float)
        parts: dict[str, list[dict[str, Any]]] = {DISPUTE: [], ELSEWHERE: []}
        stories: list[dict[str, Any]] = []
        ranked = matter.ranked(features)
        alone = 1 - sum(share for label, share in ranked if label in REMARKS)
        for place, (label, share) in enumerate(ranked):
            intent, _, part = label.partition("/")
            if place < BEST:
                whole[intent] += share
            if part and len(parts[intent]) < RANKED:
                parts[intent].append({"id": part, "confidence": matter.confidence(share)})
            if intent == DISPUTE and len(stories) < RANKED:
                certain = matter.confidence(min(1.0, share / max(alone, SMALLEST)))
                stories.append({"id": part, "confidence": certain})
        best = sorted(whole, key=lambda name: -whole[name])[:RANKED]
        ranking = [{"name": name, "confidence": whole[name]} for name in best]
        message.set("intent", ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
        message.set("disputes", parts[DISPUTE], add_to_output=True)
        message.set("elsewhere", parts[ELSEWHERE], add_to_output=True)
        message.set("stories", stories, add_to_output=True)
        message.set("parts", self._parts(message, matter), add_to_output=True)

    def _parts(self, message: Message, matter: LinearModel) -> list[dict[str, Any]]:
        """The matters of a message that tells of several, each with its text and dispute, the one to
        be dealt with first at the head; none where it surely tells of one only."""
        text = message.get(TEXT)
        extents, tail = told_apart(text)
        if len(extents) == 1:
            return []
        tokens = message.get(TOKENS_NAMES[TEXT], [])
        parts = []
        for start, end in extents:
            words = [token.text for token in tokens if start <= token.start < end]
            ranked = matter.ranked(ngrams(text[start:end], words))
            alone = 1 - sum(share for label, share in ranked if label in REMARKS)
            told = ((label.partition("/"), share) for label, share in ranked)
            top, share = next((part, s) for (intent, _, part), s in told if intent == DISPUTE)
            certain = matter.confidence(min(1.0, share / max(alone, SMALLEST)))
            parts.append({"text": text[start:end], "dispute": top, "confidence": certain})
        parts[0]["text"] += text[slice(*tail)]
        sure = all(part["confidence"] >= APART for part in parts)
        return parts if sure and len({part["dispute"] for part in parts}) > 1 else []


def _definitions(labels: Collection[str]) -> Iterator[Example]:
    """What each dispute's file says of it: its questions, and in short its claims, rules and proof."""
    content = knowledge.load()
    segmenter = segmentation.tokenizer(segmentation.frequencies(content.terms()))
    for file in content.all("disputes"):
        label = f"{DISPUTE}/{file.id}"
        if label not in labels:
            continue
        dispute: Dispute = file.data
        lines = [dispute.name, dispute.plain, dispute.choice]
        lines += [condition for claim in dispute.claims for condition in claim.when]
        lines += [point.title for point in dispute.points]
        lines += [proof.item for proof in dispute.evidence]
        weighed = [*((text, 1.0) for text in dispute.questions)]
        weighed += [(text, DEFINITION_WEIGHT) for text in lines]
        for written, weight in weighed:
            text = normalise(BLANK.sub(" ", written)).text
            words = [word for word in segmenter.cut(text) if word.strip()]
            yield Example(ngrams(text, words), label, weight, told=False)


def example_metadata(message: Message) -> dict[str, Any]:
    """What a training example says of itself: `ask`, `also`, `amount`."""
    return (message.get("metadata") or {}).get("example") or {}

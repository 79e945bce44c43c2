"""Fourth step: the facts in a message, as values with the place where each was said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.clock import today
from bot.nlu.component import FromContent
from bot.nlu.normaliser import ORIGINS
from bot.nlu.reading import Span, plain
from bot.nlu.told import read_facts


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FactReader(FromContent):
    """Sets `facts` (fact id → JSON value), `spans` (fact, value, start, end) and `day`.

    Days are read relative to the message's day: `metadata.day` when given (tests, replays), else
    today in China.
    """

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text:
                day = day_of(message)
                facts, spans = read_facts(text, day, self._vocabulary)
                message.set("day", day.isoformat(), add_to_output=True)
                message.set("facts", facts, add_to_output=True)
                message.set("spans", _spans(spans, message), add_to_output=True)
        return messages


def day_of(message: Message) -> date:
    """The day a message was written: given with it, or today in China."""
    day = (message.get("metadata") or {}).get("day")
    return date.fromisoformat(day) if day else today()


def _spans(spans: Iterable[Span], message: Message) -> list[dict[str, Any]]:
    """The spans as JSON, at their places in the text the person wrote.

    Not Rasa's entities: those would have to be declared in the domain, and a new fact would touch
    more than content.
    """
    normal = message.get(ORIGINS)
    shown = []
    for span in spans:
        start, end = normal.origin_span(span.start, span.end) if normal else (span.start, span.end)
        shown.append({"fact": span.fact, "value": plain(span.value), "start": start, "end": end})
    return shown

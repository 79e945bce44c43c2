"""What waits for a person, in pieces as WeChat takes them, and how far they have been given.

The outbox is the source: its rows stay due until their last piece is out, so that a restart in
between repeats what was rendered and goes on behind the pieces that were given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.channels.port import Reply
from bot.channels.wechat.outgoing import Bubble, News, Text
from bot.channels.wechat.parts import Due, Parts, Progress

LIMIT = 1900
"""Bytes of a text; WeChat refuses more than 2,048."""
_NAMES = {"staff": "【人工】", "system": "【通知】"}


@dataclass(frozen=True)
class Piece:
    """One thing to give. Once it is given, the rows up to the id `ends` are (0: none more), and of
    those after it `progress` is."""

    bubble: Bubble
    progress: Progress
    ends: int = 0


class Delivery:
    """Reads what is due and writes how far it was given."""

    def __init__(self, parts: Parts) -> None:
        self._outbox, self._people, self._looks = parts.outbox, parts.people, parts.looks
        self._page = parts.page

    def waiting(self, conversation: str) -> list[Piece]:
        """What the person has not got, in order."""
        due = self._outbox.due(conversation)
        if not due:
            return []
        begun = self._people.progress(conversation)
        earlier = [one for one in due if one.id <= begun.upto]
        later = [one for one in due if one.id > begun.upto]
        page = self._page(conversation)
        return met(self._pieces(earlier, page)[begun.given :], self._pieces(later, page))

    def done(self, conversation: str, piece: Piece) -> None:
        """The piece has been given."""
        if piece.ends:
            self._outbox.delivered(conversation, piece.ends)
        self._people.advance(conversation, piece.progress)

    def _pieces(self, due: Sequence[Due], page: str | None) -> list[Piece]:
        bubbles: list[Bubble] = []
        for _, turn in groupby(due, key=lambda one: (one.who, one.turn)):
            rendered = self._looks.render([_marked(one) for one in turn], page)
            bubbles += [Text(text) for text in rendered.parts]
            if (article := rendered.article) is not None:
                bubbles.append(News(article.title, article.description, article.url))
        bubbles = joined(bubbles)
        if not bubbles:
            return []
        *before, last = bubbles
        upto = due[-1].id
        pieces = [Piece(one, Progress(upto, number)) for number, one in enumerate(before, 1)]
        return [*pieces, Piece(last, Progress(), upto)]


def met(earlier: Sequence[Piece], later: Sequence[Piece]) -> list[Piece]:
    """Both in order. The rest of what was begun and the beginning of what is new are one message
    where they fit into one: whoever asks on without having seen the rest gets an answer."""
    if not (earlier and later):
        return [*earlier, *later]
    end, begin = earlier[-1], later[0]
    together = joined([end.bubble, begin.bubble])
    if len(together) > 1:
        return [*earlier, *later]
    ends = begin.ends or end.ends
    return [*earlier[:-1], Piece(together[0], begin.progress, ends), *later[1:]]


def joined(bubbles: Sequence[Bubble]) -> list[Bubble]:
    """The same in fewer messages where two texts fit into one."""
    whole: list[Bubble] = []
    for bubble in bubbles:
        before = whole[-1] if whole else None
        if isinstance(before, Text) and isinstance(bubble, Text):
            together = f"{before.text}\n\n{bubble.text}"
            if len(together.encode()) <= LIMIT:
                whole[-1] = Text(together)
                continue
        whole.append(bubble)
    return whole


def _marked(due: Due) -> Reply:
    """The reply, with who said it when it was not the assistant."""
    mark = _NAMES.get(due.who, "")
    return replace(due.reply, text=f"{mark}{due.reply.text}")

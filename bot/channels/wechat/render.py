"""Replies as WeChat shows them: plain words in a few messages, the question last with its choices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.port import Reply
from bot.channels.wechat.choices import SKIP, Choice, asks_at, choices_of, is_new
from bot.channels.wechat.citing import short_basis
from bot.channels.wechat.splitting import LIMIT, split

MOST_PARTS = 3
"""With more than these a page is read more easily, and five messages are all that may be pushed."""
MOST_TITLE, MOST_DESCRIPTION = 64, 120
BY_NUMBER = "回数字或直接说："
SEVERAL = "可以选几样，回数字（比如1、3）或直接说："
ONWARD = "接下来还可以，回数字或直接说："
STARS = "回1到{most}的数字就行，{most}分最满意。"
MAY_SKIP = "（可以不填，回“{skip}”）"
ALSO = "这件事还可能涉及：{names}。想看哪一块，回它的名字。"
ALSO_MARK = "（还可能涉及）"
FIRST = "眼下最要紧的：{name} {phone}"
FILES = "文件在公众号里发不出来，请到这里下载：{page}"
NO_FILES = "文件在公众号里发不出来，想要的请说“转人工”。"
MORE = "（太长，这里只放开头，点下面的卡片看全文。）"
WHOLE, DRAFT = "完整的回答", "{title}（草稿）"
READ_DRAFT = "一共{count}项，还没有提交，请点开逐项核对。"
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
Card = dict[str, Any]


@dataclass(frozen=True)
class Article:
    """A card that leads to a page."""

    title: str
    description: str
    url: str


@dataclass(frozen=True)
class Rendered:
    """Texts to send in order, the card after them, and what the person can choose then."""

    parts: tuple[str, ...]
    article: Article | None
    choices: tuple[Choice, ...]


def render(replies: Sequence[Reply], page: str | None) -> Rendered:
    """What one turn says. `page`: where the same conversation is shown whole; a turn too long for
    messages then leads there and gives only its beginning, with the question if there is one."""
    choices, at = choices_of(replies), asks_at(replies)
    told, asked = list[str](), ""
    for number in sorted(range(len(replies)), key=lambda n: _rank(_card(replies[n]), n == at)):
        body, card = _words(replies[number]), _card(replies[number])
        if number == at:
            body, question = _apart(body, card)
            asked = _lines(question, _list(choices, card))
        told.append(body)
    if any(_card(reply).get("documents") for reply in replies):
        told.append(FILES.format(page=page) if page else NO_FILES)
    if at is None and choices:
        asked = _list(choices, {})
    body, asked = (_clean("\n\n".join(filter(None, part))) for part in (told, [asked]))
    parts = _messages(body, asked)
    if page is None or len(parts) <= MOST_PARTS:
        return Rendered(tuple(parts), None, choices)
    beginning = split(body, LIMIT - len(MORE.encode()) - 1)[0]
    parts = _messages(_lines(beginning, MORE), asked)
    return Rendered(tuple(parts), _article(replies, page), choices)


def _messages(body: str, asked: str) -> list[str]:
    """What was told in messages, the question whole below the last of them or alone."""
    parts = split(body)
    together = "\n\n".join(filter(None, [*parts[-1:], asked]))
    if len(together.encode()) <= LIMIT:
        return [*parts[:-1], together] if together else []
    return [*parts, *split(asked)]


def _rank(card: Card, asks: bool) -> int:
    """Danger comes first, whatever else was said; what asks comes last. Of an answer only the
    question does."""
    if card.get("type") == "danger":
        return 0
    return 2 if asks and card.get("type") != "answer" else 1


def _words(reply: Reply) -> str:
    """The text of a reply with what only its card holds."""
    card = _card(reply)
    text = reply.text.strip() or str(card.get("text") or card.get("question") or "")
    if card.get("type") == "answer":
        text = short_basis(text)
    return _lines(*_before(card), text, *_after(reply, card))


def _before(card: Card) -> Iterator[str]:
    if card.get("type") == "danger":
        for body in list(card.get("bodies") or ())[:1]:
            yield FIRST.format(name=body["name"], phone=body["phone"] or "").strip()


def _after(reply: Reply, card: Card) -> Iterator[str]:
    if card.get("type") == "case_status":
        yield from (str(card.get(key) or "") for key in ("means", "next"))
    if is_new(reply) and card.get("ask") and card.get("also"):
        yield "\n" + ALSO.format(names="、".join(str(one["name"]) for one in card["also"]))


def _apart(text: str, card: Card) -> tuple[str, str]:
    """What a reply tells, and the question in it, if it is known, without its list of options."""
    ask: Card = card.get("ask") or card
    labels = [str(option["label"]) for option in ask.get("options") or ()]
    question = str(ask.get("question") or "")
    at = text.rfind(question) if question else -1
    if at < 0:
        return text, ""
    after = text[at + len(question) :].replace(f"（{'／'.join(labels)}）", "", 1)
    for label in labels:
        after = after.replace(f"\n· {label}", "", 1)
    if card.get("type") == "answer":
        # What follows the question there is told, not asked.
        return "\n\n".join(filter(None, [text[:at].rstrip(), after.lstrip()])), question
    return text[:at].rstrip(), (question + after).strip()


def _list(choices: Sequence[Choice], card: Card) -> str:
    """The choices with their numbers, and how to make one. `card` asks; empty: nothing does."""
    shown = [choice for choice in choices if choice.number]
    if card.get("type") == "rating":
        return STARS.format(most=len(shown))
    if not shown:
        skip = any(choice.label == SKIP for choice in choices)
        return MAY_SKIP.format(skip=SKIP) if skip else ""
    lead = SEVERAL if any(choice.several for choice in shown) else BY_NUMBER
    return _lines(lead if card else ONWARD, *(_line(choice, bool(card)) for choice in shown))


def _line(choice: Choice, asked: bool) -> str:
    """What is offered beside a question's options is another matter."""
    mark = ALSO_MARK if not asked and choice.fact == "dispute" else ""
    return f"{choice.number}. {choice.label}{mark}"


def _article(replies: Sequence[Reply], page: str) -> Article:
    """A card for what is longest: the draft by its name, an answer by its headline."""
    longest = max(replies, key=lambda reply: len(reply.text))
    card = _card(longest)
    if card.get("type") == "draft":
        filled = sum(1 for field in card["fields"] if field["value"])
        title, about = DRAFT.format(title=card["title"]), READ_DRAFT.format(count=filled)
    else:
        about = str(card.get("headline") or longest.text)
        name = (card.get("dispute") or {}).get("name") or card.get("name") or WHOLE
        title = about if card.get("headline") and len(about) <= MOST_TITLE else str(name)
    return Article(_cut(_clean(title), MOST_TITLE), _cut(_clean(about), MOST_DESCRIPTION), page)


def _cut(text: str, most: int) -> str:
    """The beginning, to the end of a sentence where one ends in its second half."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    end = max(line.rfind(mark, most // 2, most) for mark in "。！？；")
    return line[: end + 1] if end > 0 else line[: most - 1] + "…"


def _clean(text: str) -> str:
    """No markup, which WeChat would show as a link or as it stands."""
    return _MARKUP.sub("＜", text.strip())


def _card(reply: Reply) -> Card:
    return reply.custom or {}


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))

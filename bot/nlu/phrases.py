"""Facts recognised by set phrases: what was tried, what proof is held, what the merchant said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from bot.nlu.reading import Span, find_pattern, without_overlaps

# Words that may stand between a negation and what it denies: 没有被拆封, 没给我保价, 不是我激活.
_LINK = (
    r"(?:过|经过?|有|人|去|再|能|会|被|完全|真的?|把|给|我们?|他们?|她|你们?|的|什么|任何|一直|及时|主动|提前"
    r"|是|说|让|来得及|怎么|很|太|多|都|做|买|办|选|见|看到|收到|想|打算|肯|敢|当场|明确|清楚|全|自己"
    r"|店里|商家|卖家|客服|孩子|儿子|女儿|娃){0,3}$"
)
_NOT = re.compile(
    r"(?:(?<![出淹])没(?!想到|办法|多久|几天|两天|过几|法)有?|不(?!过|但|仅|光|料|久|到|知|禁|得不|管|论|只"
    r"|止|然|小心|错|断)|无(?!理由|故|缘|效|奈|论|人)|未(?!成年|来)|(?<![特级])别(?!人|家|的|处)|免得|以免|避免)"
    + _LINK
)
_OR_NOT = ("有没有", "是不是", "能不能", "会不会")
_ALLEGED = re.compile(
    r"(?:[非硬愣]说|咬定|诬赖|[赖骂]我|(?:商家|卖家|店家|客服|店里|老板|他们?)说我)[^，。,.!?！？]{0,4}$"
)
"""卖家非说我洗过 is the seller's excuse, not what happened."""
# What is only supposed, feared or asked about has not happened.
_IF = re.compile(
    r"(?:如果|要是|假如|假设|万一|倘若|若是|担心|害怕|生怕|怕他|怕店)[^，。,.!?！？]{0,8}$"
)
_WISH = re.compile(
    r"(?:想|要|准备|打算|怎么|如何|可以|可不可以|能不能|能否|是否|需要|应该|会)[^，。,.!?！？]{0,5}$"
)
WISHES_MATTER = frozenset({"steps_taken"})
"""Facts about what is done: a wish to do it is not it."""
HELD = frozenset({"proof", "ad_proof"})
"""Facts about what is in hand: 小票扔了 is no receipt."""
_GONE = re.compile(r"[^，。,.!?！？]{0,3}(?:扔|丢|没了|不见|删|找不|没留|没有|不在|过期)")
_NUMERAL = re.compile(r"[0-9一二两三四五六七八九十半几多]个?$|[送赠]一?张?$")
_EXTENDED = re.compile(r"[^，。,]{0,3}[送赠][^，。,]{0,4}[月年]")


def find_phrases(
    text: str,
    phrases: Mapping[str, Mapping[str, Iterable[str]]],
    several: Collection[str],
    yields: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Span]:
    """A span for each option said; of a fact with one answer, the option that was said.

    A phrase inside a longer one does not count (拆封 in 没拆封). If several options remain, those
    that give way (`yields`, the weakest first) go; several still are none: better to ask. A phrase
    behind a negation does not count; nor, for finished steps, one behind a wish.
    """
    for fact, options in phrases.items():
        found = [
            Span(fact, option, start, end, text[start:end])
            for option, ways in options.items()
            for phrase in ways
            for start, end in _places(text, phrase, fact)
        ]
        told = {span.value: span for span in reversed(found)}
        if fact not in several and len(told) > 1:
            told = {span.value: span for span in reversed(_outermost(found))}
            for weak in (yields or {}).get(fact, ()):
                if len(told) > 1:
                    told.pop(weak, None)
            told = told if len(told) == 1 else {}
        yield from sorted(told.values(), key=lambda span: span.start)


def find_said(text: str, said: Mapping[str, Mapping[str, int]]) -> Iterator[Span]:
    """A span for each fact whose value is in the words (年卡: 12); none if two values are told.

    两年卡 is no 年卡, one given on top is none (送月卡), and 年卡送3个月 is longer than a 年卡.
    """
    for fact, words in said.items():
        found = [
            Span(fact, value, start, end, text[start:end])
            for word, value in words.items()
            for start, end in _places(text, word, fact)
            if not _NUMERAL.search(text[max(0, start - 3) : start])
            and not _EXTENDED.match(text, end)
        ]
        found = _outermost(found)
        if len({span.value for span in found}) == 1:
            yield found[0]


def find_names(text: str, names: dict[str, str], fact: str) -> list[Span]:
    """Every name of a list that stands in the text, longest first at each place, in order."""
    return without_overlaps(
        [
            Span(fact, shown, start, start + len(name), name)
            for name, shown in names.items()
            for start, _ in find_pattern(text, name)
        ]
    )


def _outermost(spans: list[Span]) -> list[Span]:
    """Without those that lie inside a longer one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        last = kept[-1] if kept else None
        same = last and (last.start, last.end) == (span.start, span.end)
        if last is None or same or span.end > last.end:
            kept.append(span)
    return kept


def _places(text: str, phrase: str, fact: str) -> Iterator[tuple[int, int]]:
    """Where the phrase is said and meant."""
    for start, end in find_pattern(text, phrase):
        before = text[max(0, start - 12) : start]
        if _NOT.search(before) or _IF.search(before) or text[start - 1 : start + 2] in _OR_NOT:
            continue
        if fact in WISHES_MATTER and _WISH.search(before):
            continue
        if fact != "excuses" and _ALLEGED.search(before):
            continue
        if fact in HELD and _GONE.match(text, end):
            continue
        yield start, end

"""From a normalised text to the facts it tells. Pure functions: no Rasa, no clock."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from bot.nlu.choice import ChoiceModel
from bot.nlu.phrases import find_names, find_phrases, find_said
from bot.nlu.reading import (
    Span,
    Told,
    parse_numeral,
    plain,
    read_cued,
    read_days,
    read_durations,
    read_identifiers,
    read_lone_sum,
    read_money,
    read_prices,
    read_quantities,
)
from bot.nlu.reading.places import Place, read_places, where
from bot.nlu.sums import Sum, choose, sums_in
from bot.nlu.vocabulary import Vocabulary

DAY_FACTS = {"purchase": "purchase_day", "received": "received_day"}
LISTS = frozenset({"proof", "steps_taken", "excuses"})
PRIVATE = frozenset({"phone", "id_card", "bank_card"})
"""Read so that they can be masked; never put into the facts of a matter."""

CORRECTS = re.compile(r"^[哦啊噢嗯]?(?:不对|错了|说错了|记错了|写错了|打错了)[，,。 ]*(?:应该)?是?")
DENIALS = (
    re.compile(r"不是(?P<denied>[^，。,；;]{1,12}?)[，, ]?(?:而是|应该是|是)"),
    re.compile(r"(?P<denied>[^，。,；;]{1,12}?)(?:不对|错了)[，, ](?:应该)?是"),
)
"""不是淘宝是京东, 12岁不对，是10岁: where the value that is denied stands."""
AT_ONCE = re.compile(
    r"[，,。…\s]*[哦啊噢呃额唉]?[，,]?(?:不对|错了|说错了|记错了|写错了|打错了)[，,\s]*(?:应该)?是(?=[\d一二两三四五六七八九十百千])"
)
"""两千三百块，哦不对是2399: the sum before it is taken back in the same breath."""
_WITH = re.compile(
    r"(?:拿|偷用?|借)(?:着)?(?:我|他|她|大人|家长|妈妈?|爸爸?|奶奶|爷爷|老人)?的?$|用(?:我|他|她|大人|家长|妈妈?|爸爸?|奶奶|爷爷|老人)的?$"
)
_BESIDE = re.compile(
    r"门口|旁边|对面|附近|楼下|隔壁|号(?:码)?|上(?:看|刷|付|买|下单)|里(?:看|存|有照片)"
)
_EACH = re.compile(
    r"[，,\s]?(?:一|每|/)(?P<unit>盒|瓶|袋|包|箱|桶|罐|支|条|件|双|只|斤|晚|夜|张|份|个(?!月|小时|人|季|学))"
)
_BOUGHT = r"(?:买|住|订|定|拿|要|一共|总共|共)了?(?P<count>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}}){unit}"
MOST_PIECES = 200
BOTH_NEEDED = frozenset({"amount", "day"})
"""Of sums and days the old value tells which fact is corrected; it is kept beside the new."""


def read_spans(text: str, on: date, vocabulary: Vocabulary) -> list[Span]:
    """Everything read from a normalised text, in the order of reading."""
    words = vocabulary.likely(text)
    products = [s for s in find_names(text, words.products, "product") if not _in_passing(s, text)]
    money = read_money(text)
    money += read_prices(text, [span.end for span in products], money)
    spans = [*money, *read_days(text, on), *read_durations(text)]
    spans += [*read_quantities(text), *read_identifiers(text)]
    spans += read_cued(text, on, spans, words.cues)
    spans += read_lone_sum(text, spans)
    spans += find_said(text, words.said)
    spans += [s for s in find_names(text, words.platforms, "platform") if not _is_place(s, text)]
    spans += products
    spans += read_places(text, vocabulary.places, vocabulary.place_beginnings)
    spans += find_phrases(text, words.phrases, vocabulary.several, vocabulary.yields)
    spans += find_phrases(text, {"excuses": words.excuses}, ["excuses"])
    return without_denied(text, spans)


def _in_passing(span: Span, text: str) -> bool:
    """Whether a thing is named as a tool or a place and not as what was bought: 拿我手机打赏, 幼儿园门口."""
    return bool(_WITH.search(text[: span.start]) or _BESIDE.match(text, span.end))


def _is_place(span: Span, text: str) -> bool:
    """Whether what is called as a platform is the beginning of a place: 长安区."""
    return text[span.end : span.end + 1] in tuple("区县市路街镇乡村")


def without_denied(text: str, spans: list[Span]) -> list[Span]:
    """The spans without those that are denied where the text gives another of the same fact."""
    denied = [match.span("denied") for pattern in DENIALS for match in pattern.finditer(text)]
    inside = [any(a <= span.start and span.end <= b for a, b in denied) for span in spans]
    instead = {span.fact for span, out in zip(spans, inside, strict=True) if not out}
    return [
        span
        for span, out in zip(spans, inside, strict=True)
        if not out or span.fact in BOTH_NEEDED or span.fact not in instead
    ]


def undenied(text: str, sums: list[Sum]) -> list[Sum]:
    """The sums but those that are denied where the text gives another: 不是320，是230, 320，不对，是230."""
    denied = [match.span("denied") for pattern in DENIALS for match in pattern.finditer(text)]
    kept = [s for s in sums if not any(a <= s.start and s.end <= b for a, b in denied)]
    for match in AT_ONCE.finditer(text):
        before = [s for s in kept if s.end <= match.start()]
        if before and any(s.start == match.end() for s in kept):
            kept.remove(before[-1])
    return kept or sums


def sums_told(text: str, on: date, vocabulary: Vocabulary) -> list[Sum]:
    """Everything in a normalised text that may be the sum at issue."""
    spans = read_spans(text, on, vocabulary)
    return sums_in(spans, text, _cued(spans)[1])


def read_facts(
    text: str, on: date, vocabulary: Vocabulary, sums: ChoiceModel | None = None
) -> tuple[dict[str, Any], list[Span]]:
    """The facts of a normalised text, and the spans they were read from. What goes without saying
    once a platform is named (a web shop: bought online) is filled in last. `sums` chooses the sum
    at issue (see `bot.nlu.sums`)."""
    spans = read_spans(text, on, vocabulary)
    facts = facts_from(spans, text, vocabulary.at_issue, sums)
    for key, value in vocabulary.implied.get(str(facts.get("platform")), {}).items():
        facts.setdefault(key, value)
    return facts, spans


def facts_from(
    spans: Sequence[Span],
    text: str,
    at_issue: Collection[str] = (),
    sums: ChoiceModel | None = None,
) -> dict[str, Any]:
    """Spans → one value a fact, JSON-ready. Of several platforms or products the first counts.

    Besides the facts of content/facts: `at_issue`, the sum the message is most about; `amounts`,
    `days`, `durations`, everything read of the kind; `places` where one was named that may be several, and `number` for a text that is nothing but one: for answers to a question ("上周五").
    """
    facts: dict[str, Any] = {}
    listed: dict[str, list[Any]] = {"amounts": [], "days": [], "durations": []}
    cued, claimed = _cued(spans)
    for span in spans:
        value: Any = span.value
        if span.fact == "amount":
            listed["amounts"].append(plain(value.amount))
        elif span.fact == "day":
            listed["days"].append(plain(value.day))
            if value.role in DAY_FACTS and span.start not in claimed:
                facts.setdefault(DAY_FACTS[value.role], plain(value.day))
        elif isinstance(value, Told):
            if isinstance(value.value, date) and plain(value.value) not in listed["days"]:
                listed["days"].append(plain(value.value))
        elif span.fact == "duration":
            listed["durations"].append(plain(value))
        elif span.fact in LISTS:
            facts.setdefault(span.fact, []).append(value)
        elif span.fact not in PRIVATE and not isinstance(value, Place):
            facts.setdefault(span.fact, plain(getattr(value, "value", value)))
    place, candidates = where(span.value for span in spans if isinstance(span.value, Place))
    if place:
        facts["place"] = place
    elif candidates:
        listed["places"] = list(candidates)
    facts = {
        **cued,
        **facts,
        **_amount(undenied(text, sums_in(spans, text, claimed)), text, at_issue, sums),
    }
    _reckon_used(facts)
    alone = parse_numeral(CORRECTS.sub("", text).strip("。.!！ "))
    if alone is not None:
        facts["number"] = plain(alone.value)
    return {**facts, **{name: values for name, values in listed.items() if values}}


def _cued(spans: Iterable[Span]) -> tuple[dict[str, Any], dict[int, str]]:
    """The facts that cues gave, and where → which. Two different values for one fact: none."""
    values: dict[str, set[Any]] = {}
    claimed: dict[int, str] = {}
    for span in spans:
        if isinstance(span.value, Told):
            values.setdefault(span.fact, set()).add(plain(span.value.value))
            claimed[span.start] = span.fact
    return {fact: told.pop() for fact, told in values.items() if len(told) == 1}, claimed


def _amount(
    found: Sequence[Sum], text: str, at_issue: Collection[str], sums: ChoiceModel | None
) -> dict[str, Any]:
    """`at_issue`, the sum that the message is most about, and the fact `amount`: the same, or where
    that is another fact (the deposit) the likeliest of the other sums that were read. The only sum
    told is `amount` too if the other fact is one that a dispute is about."""
    issue = choose(found, text, sums)
    if issue is None:
        return {}
    amount: Sum | None = issue
    if issue.told:
        read = [one for one in found if one.read]
        alone = len(read) == 1 and issue.told in at_issue
        others = [one for one in read if one.told is None]
        amount = issue if alone else choose(others, text, sums)
    known = {} if amount is None else {"amount": plain(amount.money.amount * _pieces(amount, text))}
    return {"at_issue": plain(issue.money.amount * _pieces(issue, text)), **known}


def _pieces(price: Sum, text: str) -> int:
    """How many were bought at a price for each: 9块9一盒，我买了六盒. One where that is not said."""
    each = _EACH.match(text, price.end)
    if each is None:
        return 1
    bought = re.search(_BOUGHT.format(unit=each["unit"]), text)
    number = parse_numeral(bought["count"]) if bought else None
    return int(number.value) if number and 1 < number.value <= MOST_PIECES else 1


def _reckon_used(facts: dict[str, Any]) -> None:
    """买了36节还剩33节: 3 are used."""
    total, rest = facts.get("sessions_total"), facts.get("sessions_left")
    if total is not None and rest is not None and "sessions_used" not in facts and rest <= total:
        facts["sessions_used"] = total - rest

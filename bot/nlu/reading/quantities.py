"""Ages, kilometres, course sessions and numbers of things."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.nlu.reading.numerals import Numeral, find_numerals
from bot.nlu.reading.spans import Span, fold


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the unit that its fact names: years, kilometres, sessions, pieces."""

    value: Decimal
    high: Decimal | None = None
    approximate: bool = False


_AGE = re.compile(
    r"\s?(?P<vague>多|来)?周?岁(?P<half>半)?(?P<vague2>"
    r"多|左右|出头)?(?![以之]?[上下内]|起|\+)"
)
_NO_AGE = re.compile(r"(?:第|适[合用于]{1,2}|未满|不满|满|年满|限)$")
_KM = re.compile(
    r"\s?(?P<vague>多|来)?(?:公里|千米|km|KM|Km)(?![/每]"
    r"|油耗|电耗|加速|时速|[以之]?内|以外)"
)
_NO_KM = re.compile(r"(?:每|距离|距|离|相距|时速|附近|离[我家店]|配送|车速)[约有大概]*$")
_SESSION = re.compile(
    r"\s?(?P<vague>多|来)?(?P<unit>课时|次卡|次课|次|节私教课?"
    r"|节(?![日假气目点约省电])课?|堂课?|个疗程|个课时)(?!元|性)"
)
_LEFT = re.compile(
    r"(?:还?剩(?:下|余|了|有)?|剩余|余下?|还有|只剩|没[用上做]完?的?"
    r"|未[用上]的?|没消的?)[大概约]*$"
)
_LEFT_AFTER = re.compile(r"(?:课|卡)?(?:还?没(?:有)?[用上做去消]|未[用上]|没消)")
_USED = re.compile(
    r"(?:用掉?|上|消|消耗|消费|做|去|练|体验|扎|按|洗|泡|试)(?:了|过"
    r"|完了?|掉了?)(?:大概|差不多|不到|才|仅|有)?$"
)
_USED_SHORT = re.compile(
    r"(?:只|才|仅|就|共|总共)(?:用|上|去|做|消|练)(?:了|过)?$"
    r"|(?:已|已经)(?:用|上|消|做)$"
)
_TOTAL = re.compile(
    r"(?:买|办|充|报|购|签|订|送|共|总共|一共|总计|合同|套餐|课包|课程"
    r"|私教|卡)(?:了|的|是|有|个|张|课){0,3}(?:一个|一张)?$"
)
_TOTAL_AFTER = re.compile(r"的?(?:年卡|次卡|卡|课包|课程|套餐|疗程|私教|护理|美容|课)")
_VAGUE_USE = re.compile(r"(?:去|做|按|洗|试|扎|泡)(?:了|过|完|掉)")
_NTH = re.compile(r"[第每这]$|每周$|(?<![剩余])下$|(?<![只才就共已经])上$")
_COURSE = re.compile(r"[卡课]|疗程|健身|私教|美容|理疗|培训|瑜伽|游泳|护理|推拿|按摩")
_ITEM = re.compile(
    r"\s?(?:件|双|台|部|盒|瓶|箱|袋|包|套|张|条|只|个|本|支|罐|桶|辆"
    r"|把|份|斤|束|块(?!钱|[0-9五]))"

                   r"(?!月|小时|星期|礼拜|工作日|疗程|课时|人|多月|半月|钟)")  # fmt: skip
_BOUGHT = re.compile(r"(?:买|购买|购|订|拍|下单|团购?|囤|入手|共|总共)(?:了|的|过|到)?(?:的是)?$")


def read_quantities(text: str) -> list[Span]:
    """Facts age, kilometres, sessions_total, sessions_used, sessions_left, items.

    The value of each is a `Quantity`. A grade (三年级) is no age; neither is a product's "3岁以上".
    """
    folded = fold(text)
    course = bool(_COURSE.search(folded))
    spans: list[Span] = []
    for numeral in find_numerals(folded):
        found = _age(numeral, folded) or _kilometres(numeral, folded)
        found = found or _sessions(numeral, folded, course) or _items(numeral, folded)
        if found:
            fact, value, end = found
            spans.append(Span(fact, value, numeral.start, end, text[numeral.start : end]))
    return spans


_Found = tuple[str, Quantity, int] | None


def _before(numeral: Numeral, text: str) -> str:
    return text[max(numeral.start - 10, 0) : numeral.start]


def _quantity(numeral: Numeral, vague: bool = False) -> Quantity:
    return Quantity(numeral.value, numeral.high, numeral.approximate or vague)


def _age(numeral: Numeral, text: str) -> _Found:
    match = _AGE.match(text, numeral.end)
    if not match or numeral.value > 130 or _NO_AGE.search(_before(numeral, text)):
        return None
    half = Decimal("0.5") if match["half"] else Decimal(0)
    vague = numeral.approximate or bool(match["vague"] or match["vague2"])
    return "age", Quantity(numeral.value + half, numeral.high, vague), match.end()


def _kilometres(numeral: Numeral, text: str) -> _Found:
    match = _KM.match(text, numeral.end)
    if not match or _NO_KM.search(_before(numeral, text)):
        return None
    return "kilometres", _quantity(numeral, bool(match["vague"])), match.end()


def _sessions(numeral: Numeral, text: str, course: bool) -> _Found:
    match = _SESSION.match(text, numeral.end)
    before = _before(numeral, text)
    if not match or _NTH.search(before) or numeral.value > 5000:
        return None
    fact = _session_fact(before, text[match.end() :][:6], match["unit"], course)
    return (fact, _quantity(numeral, bool(match["vague"])), match.end()) if fact else None


def _session_fact(before: str, after: str, unit: str, course: bool) -> str | None:
    if (_LEFT.search(before) or _LEFT_AFTER.match(after)) and (
        course or unit != "次" or "剩" in before
    ):
        return "sessions_left"
    if _USED.search(before) or _USED_SHORT.search(before):
        vague = _VAGUE_USE.search(before[-4:]) and unit == "次"
        return "sessions_used" if course or not vague else None
    if unit != "次":
        return "sessions_total" if course else None
    told = _TOTAL.search(before) or _TOTAL_AFTER.match(after)
    return "sessions_total" if course and told else None


def _items(numeral: Numeral, text: str) -> _Found:
    match = _ITEM.match(text, numeral.end)
    if not match or numeral.value > 100_000 or not _BOUGHT.search(_before(numeral, text)):
        return None
    return "items", _quantity(numeral), match.end()

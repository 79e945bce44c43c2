"""Where something happened, down to province, city and district: 在杭州西湖区 → 浙江省杭州市西湖区.

Names and codes are those of the national standard (GB/T 2260). A short name (杭州) counts only
where the words beside it speak of a place, since goods carry names of places too (兰州拉面).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.nlu.reading.spans import Span, fold

_PEOPLES = (
    "壮族|回族|满族|维吾尔|苗族|彝族|土家族|藏族|蒙古族|侗族|布依族|瑶族|白族|朝鲜族|哈尼族|黎族|哈萨克|傣族|傈僳族|羌族|景颇族|柯尔克孜|"
    "蒙古|哈萨克族|各族|布朗族|毛南族|仫佬族|拉祜族|佤族|独龙族|怒族|普米族|土族|撒拉族|东乡族|保安族|裕固族|水族|仡佬族|畲族|达斡尔族"
)
_SUFFIX = re.compile(rf"(?:(?:{_PEOPLES})*自治[区州县]|特别行政区|地区|省|市|盟|州)$")
_WORDS = frozenset(
    "东方 白银 黄山 安康 大同 中山 资阳 宜家 长安 和平 平安 建设 新城 江山 文昌 海城 东港 凤城 高安 德兴 共青城 宣城 宁国 明光 "
    "天长 长乐 永安 石狮 龙海 普宁 阳春 吉首 福泉 仁怀 华阴 开封 合作 昌吉 图们 双辽 公主岭 大安 五常 虎林 安达 海东 玉树 海北 "
    "海南州 果洛 黄南 三沙 自贡 黄石 孝感 随州 鄂州 三门峡 长治".split()
)
"""Short names that are words of their own or too often something else."""
_BEFORE = re.compile(
    r"(?:在|到|去|从|来|住|住在|位于|坐标|于|回|我是|我们|人在|家在|发往|飞|往|本人|我|是|省|市|自治区)$|(?:^|[，。,;；!！?？\s])$"
)
_AFTER = re.compile(
    r"这边|这里|那边|本地|当地|市区|某|的?(?:一家|一个|商场|超市|医院|公司|健身房|饭店|酒店|门店|店里|专卖|步行街|4S|4s)"
    r"|人(?!参)|市民|消费者|买|办|租|打车|出差|上学|上大学|读书|工作|旅游|玩|开的|有家|[东南西北]站|机场|火车站|高铁"
)
_START = re.compile(r"(?:^|[，。,;；!！?？\s])$")


@dataclass(frozen=True, slots=True)
class Place:
    """`names`: the places it may be, from the province down; more than one: it has to be asked."""

    names: tuple[str, ...]


def gazetteer(codes: Mapping[str, str]) -> dict[str, list[str]]:
    """Ways of writing a place → the full names it may stand for.

    `codes` maps codes of GB/T 2260 to names (330106 → 西湖区).
    """
    found: dict[str, dict[str, int]] = {}
    for code, name in sorted(codes.items()):
        full, rank = _full(code, codes), sum(code.endswith(zeros) for zeros in ("00", "0000"))
        for written in (name, _short(name, code)):
            if written:
                found.setdefault(written, {}).setdefault(full, rank)
    return {written: _highest(ranks) for written, ranks in found.items()}


def _full(code: str, codes: Mapping[str, str]) -> str:
    parts: list[str] = []
    for upper in (f"{code[:2]}0000", f"{code[:4]}00", code):
        name = codes.get(upper)
        if name and name not in parts:
            parts.append(name)
    return "".join(parts)


def _short(name: str, code: str) -> str | None:
    """A name without its rank; of districts and counties only cities have one."""
    if not code.endswith("00") and not name.endswith("市"):
        return None
    short = _SUFFIX.sub("", name)
    return short if len(short) >= 2 and short not in _WORDS and short != name else None


def _highest(ranks: Mapping[str, int]) -> list[str]:
    """海南 is the province rather than the prefecture or the district of that name."""
    return [place for place, rank in ranks.items() if rank == max(ranks.values())]


def beginnings(names: Iterable[str]) -> frozenset[str]:
    """The first two characters of every name: where a text may name one."""
    return frozenset(name[:2] for name in names)


def read_places(
    text: str, names: Mapping[str, Sequence[str]], starts: Container[str] | None = None
) -> list[Span]:
    """The places named in a normalised text, in order; neighbours that belong together are one.

    `names` is a `gazetteer`, `starts` its `beginnings` if they are at hand.
    """
    folded = fold(text)
    found: list[tuple[int, int, list[str], bool]] = []
    at, starts = 0, beginnings(names) if starts is None else starts
    while at < len(folded):
        match = _longest(folded, at, names) if folded[at : at + 2] in starts else None
        if match is None:
            at += 1
            continue
        end, places = match
        if found and at - found[-1][1] <= 1 and (joined := _joined(found[-1][2], places)):
            found[-1] = (found[-1][0], end, joined, True)
        else:
            sure = places[0].endswith(folded[at:end]) or _is_place(folded, at, end)
            found.append((at, end, places, sure))
        at = end
    return [Span("place", Place(tuple(p)), s, e, text[s:e]) for s, e, p, sure in found if sure]


_LONGEST = 12


def _longest(
    text: str, at: int, names: Mapping[str, Sequence[str]]
) -> tuple[int, list[str]] | None:
    for end in range(min(len(text), at + _LONGEST), at + 1, -1):
        if text[at:end] in names:
            return end, list(names[text[at:end]])
    return None


def _joined(upper: Iterable[str], lower: Iterable[str]) -> list[str]:
    """Those of the lower places that lie in one of the upper ones."""
    above = list(upper)
    return [place for place in lower if any(place.startswith(a) and place != a for a in above)]


def _is_place(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 4) : start], text[end : end + 6]
    if _AFTER.match(after):
        return True
    return bool(_BEFORE.search(before)) and not _START.search(before)


def where(places: Iterable[Place]) -> tuple[str | None, list[str]]:
    """The place meant, or the places it may be when that has to be asked.

    What a later mention says more exactly counts (浙江 … 西湖区); of two places the first.
    """
    best: list[str] = []
    for place in places:
        if not best:
            best = list(place.names)
        else:
            best = _joined(best, place.names) or _joined(place.names, best) or best
    if len(best) == 1:
        return best[0], []
    return None, best

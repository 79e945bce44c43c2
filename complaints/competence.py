"""Where a complaint or report belongs: which body, in which place.

The rules of place are those of the procedure in force (市场监督管理投诉举报处理办法第十三、十四、二十九、
三十一条); their words stand in `knowledge/content/procedures`, other bodies' in the dispute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from complaints.models import CaseFile
from complaints.precheck.form import Form
from complaints.precheck.grounds import OF_OTHER_KINDS, ONLINE, SAMR
from knowledge import Days, KnowledgeBase, NotInBase, NotYetInForce
from knowledge.schema import Authority, Lexicon, SeatOf
from knowledge.wording import fill

REGULATOR = "市场监管部门"
_DISTRICT = re.compile(
    r"^.{0,12}?(?:省|自治区)?.{1,12}?(?:市|自治州|地区|盟).{1,12}?(?:区|县|旗|市)|^.{1,12}?(?:区|县|旗|市)"
)


@dataclass(frozen=True)
class Place:
    """`who`: the body; `where`: the place it sits, its phone or its address; `why`."""

    who: str
    where: str
    why: str


@dataclass(frozen=True)
class Competence:
    """The places in the order to try them, and the citations they rest on."""

    places: tuple[Place, ...]
    cites: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"places": [asdict(place) for place in self.places], "cites": list(self.cites)}


def competent(case: CaseFile, base: KnowledgeBase, today: date) -> Competence:
    """The bodies that handle this dispute and where they sit; other regulators stand where the
    dispute's file puts them. Raises as `precheck`."""
    form = Form(case, base, today)
    places: list[Place] = []
    cites: list[str] = []
    for competence in form.dispute.bodies:
        if competence.body == SAMR:
            for place, texts in _seats(form):
                places.append(place)
                cites.extend(text for text in texts if text not in cites)
        elif competence.body not in OF_OTHER_KINDS or SAMR not in _bodies(form):
            places.extend(_other(form, competence.body, competence.why))
    return Competence(tuple(places), tuple(cites))


def _bodies(form: Form) -> list[str]:
    return [competence.body for competence in form.dispute.bodies]


def _seats(form: Form) -> Iterator[tuple[Place, list[str]]]:
    """The regulator's places by how the thing was bought."""
    seats = {seat.of: seat for seat in form.procedure.seats}
    known = {"place": _place(form), "platform": form.facts.choice("platform")}
    for situation in _situations(form):
        seat = seats[situation]
        variants = (fill(where, known.get) for where in seat.where)
        where = next(filled for filled in variants if filled)
        yield Place(REGULATOR, where, seat.why), seat.cites


def _situations(form: Form) -> tuple[SeatOf, ...]:
    where, platform = form.facts.choice("bought_where"), form.facts.choice("platform")
    if where is None and platform:
        where = "online"
    if where is None:
        return ("street_shop", "platform_shop", "platform_of_shop", "first")
    if where not in ONLINE:
        return ("street_shop",)
    if platform is None:
        return ("platform_shop", "platform_of_shop", "own_site", "first")
    if _same(form, platform):
        return ("platform",)
    if form.facts.get("seller_identity") in ("none", "refused") and not _address(form):
        return ("platform_of_shop",)
    return ("platform_shop", "platform_of_shop", "first")


def _same(form: Form, platform: str) -> bool:
    """Whether the platform itself is the merchant, under any of its names."""
    merchant = form.answer("merchant_name").lower()
    if not merchant:
        return False
    entries = form.base.get("lexicon", "platforms", Lexicon).entries
    own = next((e for e in entries if platform in (e.name, *e.aliases)), None)
    names = (own.name, *own.aliases) if own else (platform,)
    return merchant in [name.lower() for name in names]


def _address(form: Form) -> str:
    return form.answer("merchant_address")


def _place(form: Form) -> str | None:
    """The district of the merchant's address; of a shop in the street, else where it happened."""
    address = _address(form)
    if not address and form.facts.get("bought_where") not in ONLINE:
        address = form.answer("happened_place")
    found = _DISTRICT.match(address)
    return found[0] if found else None


def _other(form: Form, body: str, why: str) -> Iterator[Place]:
    """Another body, unless the facts rule it out or nobody vouches for it."""
    authority = form.base.get("authorities", body, Authority)
    ruled_out = any(form.facts.get(fact) in out for fact, out in authority.not_for.items())
    if authority.confidence == "low" or ruled_out:
        return
    rules = form.base.rules(Days(form.today, form.today))
    try:
        said = fill(why, lambda name: str(rules[name]))
    except (NotInBase, NotYetInForce):
        said = None
    yield Place(authority.name, authority.phone or authority.url or "", said or authority.handles)

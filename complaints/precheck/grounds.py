"""The tests behind the grounds of refusal: what in a case meets one, each after its article.

Articles are those of 市场监督管理投诉举报处理办法 (in force from 15 April 2026); the words, the cures and
the citations of each rule stand in `knowledge/content/procedures`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, timedelta
from typing import Literal

from complaints.precheck.form import Form
from complaints.precheck.names import firm_doubt, name_doubt, phone_doubt
from knowledge import Days
from knowledge.citations import to_int
from knowledge.schema import Authority, Lexicon
from knowledge.wording import chinese_day

Level = Literal["blocks", "warns"]
SAMR = "samr_12315"
ONLINE = ("online", "live")
SOLID_PROOF = frozenset({"payment", "order", "invoice", "contract"})
OF_OTHER_KINDS = frozenset(
    "platform_service court internet_court arbitration_body consumer_association people_mediation "
    "odr police_110 fraud_96110 hotline_12345 legal_aid_12348".split()
)
"""Bodies that handle a dispute beside the regulator, not in its stead."""
SOON = timedelta(days=30)
MANY = 10
SHORT_CLUE = 12


@dataclass(frozen=True)
class Met:
    """A ground that was met: how gravely, which field or fact cures it, values for the words."""

    level: Level
    field: str | None = None
    values: Mapping[str, str] = default(default_factory=dict)


def not_ours(form: Form) -> Iterator[Met]:
    """第十六条第一项: the regulator is not among the bodies of this dispute."""
    bodies = [competence.body for competence in form.dispute.bodies]
    if SAMR not in bodies:
        yield Met("blocks", values={"body": _body(form, bodies[0])})


def other_body_first(form: Form) -> Iterator[Met]:
    """第二条: another regulator comes before it."""
    bodies = [competence.body for competence in form.dispute.bodies]
    if SAMR in bodies:
        before = [b for b in bodies[: bodies.index(SAMR)] if b not in OF_OTHER_KINDS]
        if before:
            yield Met("warns", values={"body": _body(form, before[0])})


def handled_elsewhere(form: Form) -> Iterator[Met]:
    """第十六条第二项. A suit or an earlier complaint that was only told of may not have been taken."""
    handled = form.facts.get("handled_elsewhere")
    if handled == "handled":
        yield Met("blocks", "handled_elsewhere")
    elif handled is None:
        steps = set(form.facts.choices("steps_taken"))
        if steps & {"court", "called_12315", "asked_association"}:
            yield Met("warns", "handled_elsewhere")


def not_for_living(form: Form) -> Iterator[Met]:
    """第十六条第三项. What is bought for farming is treated as consumption (消费者权益保护法第六十二条)."""
    if form.facts.get("buyer_purpose") == "business":
        yield Met("blocks", "buyer_purpose")


def purpose_unsure(form: Form) -> Iterator[Met]:
    """第十六条第三项: bought by an employer for its people."""
    if form.facts.get("buyer_purpose") == "staff":
        yield Met("warns", "buyer_purpose")


def seller_private(form: Form) -> Iterator[Met]:
    """第三条: a complaint is against a trader."""
    if form.facts.get("seller_kind") == "individual":
        yield Met("blocks", "seller_kind")


def no_relation(form: Form) -> Iterator[Met]:
    """第十六条第三项, 第十七条第一款第三项: nothing yet that shows the deal."""
    written = form.case.edited.get("proof", "").strip()
    if not (SOLID_PROOF & set(form.facts.choices("proof")) or written or form.answer("order_no")):
        yield Met("warns", "proof")


def over_limit(form: Form) -> Iterator[Met]:
    """第十六条第四项, from the day the person knew; the first day does not count (第四十五条)."""
    known = form.facts.day("harm_known_day")
    if known and _limit(form, known)[1] == "late":
        yield Met("blocks", "harm_known_day", {"day": chinese_day(_limit(form, known)[0])})


def near_limit(form: Form) -> Iterator[Met]:
    """第十六条第四项: soon over, or over when counted from the deal (the harm may be known later)."""
    known = form.facts.day("harm_known_day")
    start = known or form.facts.day("received_day") or form.facts.day("purchase_day")
    if start is None:
        return
    last, standing = _limit(form, start)
    over = standing == "late"
    if (over and not known) or (not over and last - form.today <= SOON):
        yield Met("warns", "harm_known_day", {"day": chinese_day(last)})


def materials_missing(form: Form) -> Iterator[Met]:
    """第十六条第五项, 第十条第一款: each thing that has to be given and is not."""
    for missing in form.missing():
        if not (missing.id == "merchant_address" and _online(form)):
            yield Met("blocks", missing.id, {"field": missing.name})


def address_missing(form: Form) -> Iterator[Met]:
    """第十条第一款第二项, 第十三条: a web shop's address, which the platform has to show."""
    if _online(form) and any(missing.id == "merchant_address" for missing in form.missing()):
        yield Met("blocks", "merchant_address")


def merchant_unclear(form: Form) -> Iterator[Met]:
    """第十条第一款第二项: a name that may lead to nobody."""
    name = form.answer("merchant_name")
    doubt = firm_doubt(name, _platforms(form)) if name else None
    if doubt:
        yield Met(doubt, "merchant_name", {"field": name})


def name_false(form: Form) -> Iterator[Met]:
    """第十条第一款第一项, 第十六条第五项、第六项: true identity."""
    for key in ("person_name", "principal_name"):
        name = form.answer(key)
        doubt = name_doubt(name) if name and form.field(key) else None
        if doubt:
            yield Met(doubt, key, {"field": name})


def phone_false(form: Form) -> Iterator[Met]:
    """第十条第一款第一项: a number at which the person can be reached."""
    for key in ("person_phone", "principal_phone"):
        number = form.answer(key)
        doubt = phone_doubt(number) if number and form.field(key) else None
        if doubt:
            yield Met(doubt, key, {"field": number})


def mandate_missing(form: Form) -> Iterator[Met]:
    """第十一条: an agent without a written mandate."""
    if form.answer("acting") == "agent" and form.answer("mandate") == "no":
        yield Met("blocks", "mandate")


def minor_alone(form: Form) -> Iterator[Met]:
    """民法典第十九条、第二十条: a child does not complain alone. `age` is that of the day of payment."""
    age, paid = form.facts.count("age"), form.facts.day("purchase_day")
    if age is None or form.answer("acting") not in ("self", "agent"):
        return
    grown = age + (_full_years(paid, form.today) if paid else 0)
    rules = form.base.rules(Days(form.today, form.today))
    if grown < rules["minors.adult_from"].value:
        level: Level = "blocks" if grown < rules["minors.incapable_below"].value else "warns"
        yield Met(level, "acting")


def group_unrepresented(form: Form) -> Iterator[Met]:
    """第十二条: several people who named nobody to speak for them."""
    if form.field("representatives") and not form.answer("representatives"):
        yield Met("warns", "representatives")


def many_bought(form: Form) -> Iterator[Met]:
    """第十七条第一款第一项: more than a household uses. Only a question to be ready for."""
    told = " ".join((*form.case.story, form.case.edited.get("account", "")))
    if form.facts.get("food_knew") == "knew_many" or any(n >= MANY for n in _bought(told)):
        yield Met("warns", "account")


def clue_missing(form: Form) -> Iterator[Met]:
    """第二十八条第一款: a report gives concrete clues."""
    clue = form.answer("breach") or "".join(form.case.story)
    if clue and len(clue) < SHORT_CLUE:
        yield Met("warns", "breach")


GROUNDS: Mapping[str, Callable[[Form], Iterator[Met]]] = {
    test.__name__: test
    for test in (
        not_ours,
        other_body_first,
        handled_elsewhere,
        not_for_living,
        purpose_unsure,
        seller_private,
        no_relation,
        over_limit,
        near_limit,
        materials_missing,
        address_missing,
        merchant_unclear,
        name_false,
        phone_false,
        mandate_missing,
        minor_alone,
        group_unrepresented,
        many_bought,
        clue_missing,
    )
}
"""Name in the content (`schema.GroundTest`) → test."""


def _body(form: Form, key: str) -> str:
    return form.base.get("authorities", key, Authority).name


def _limit(form: Form, start: date) -> tuple[date, str]:
    rules = form.base.rules(Days(start, form.today))
    last = rules.last_day(start, "complaint.limit_years")
    return last.counted, last.standing(form.today)


def _online(form: Form) -> bool:
    where = form.facts.get("bought_where")
    return where in ONLINE or (where is None and bool(form.facts.get("platform")))


def _platforms(form: Form) -> frozenset[str]:
    entries = form.base.get("lexicon", "platforms", Lexicon).entries
    web = (entry for entry in entries if entry.implies.get("bought_where") == "online")
    return frozenset(word.lower() for entry in web for word in (entry.name, *entry.aliases))


def _full_years(since: date, day: date) -> int:
    years = day.year - since.year
    return max(0, years - ((day.month, day.day) < (since.month, since.day)))


_PIECES = re.compile(
    r"(?:买了?|拍了?|下了?|囤了?|购买了?|订了?)(?:有|大概|大约|差不多|一共|总共)?"
    r"(\d{1,6}|[一二三四五六七八九十百千两]{1,7})多?(?:件|瓶|盒|箱|袋|包|罐|支|双|台|部|单|份|次|条|个(?!月|小时|星期|工作日))"
)


def _bought(text: str) -> Iterator[int]:
    """The numbers of pieces and orders told of."""
    for match in _PIECES.finditer(text):
        number = match[1].replace("两", "二")
        yield int(number) if number.isdecimal() else to_int(number)

"""Facts of a matter → the answer. Pure: the day is an argument, the base is read only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from knowledge import calculators, citations, schema
from knowledge.base import Days, KnowledgeBase
from knowledge.calendar import last_day
from knowledge.errors import NotInBase, NotYetInForce
from knowledge.models import (
    Answer,
    Body,
    Cite,
    ClaimFound,
    Due,
    ExcuseMet,
    FactLabel,
    Facts,
    Notice,
    Outcome,
    Proof,
    Question,
    StepToTake,
)
from knowledge.referral import refer
from knowledge.rules import Rules
from knowledge.wording import chinese_day, fill, yuan

NO_LAW = "no_law"
"""The entry of content/elsewhere that is said when no law of that day is held."""
OFFERS = (("human", "找真人帮忙"),)
_WHOSE = {"consumer": "您", "merchant": "商家", "authority": "主管部门"}


@dataclass
class _Matter:
    """What one answer is worked out from, and what was met on the way."""

    base: KnowledgeBase
    dispute: schema.Dispute
    facts: Facts
    days: Days
    rules: Rules
    claims: list[ClaimFound] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def words(self, wording: str, own: Outcome | None = None) -> str | None:
        """A wording with its blanks filled for this matter; None when one has no value."""
        return fill(wording, lambda name: self._value(name, own))

    def _value(self, name: str, own: Outcome | None) -> str | None:
        kind, _, rest = name.partition(".")
        if name == "amount":
            return yuan(own.amount) if own and own.amount is not None else None
        if name == "total":
            total = self.total()
            return yuan(total) if total is not None else None
        if kind == "claims":
            found = next((c for c in self.claims if c.id == rest and c.status == "yes"), None)
            return yuan(found.amount) if found and found.amount is not None else None
        if kind == "facts":
            return fact_in_words(self.base, rest, self.facts)
        try:
            return str(self.rules[name])
        except (NotInBase, NotYetInForce) as error:
            self.note(error)
            return None

    def total(self) -> Decimal | None:
        """The sum of the claims that hold and add up; None unless two or more have amounts."""
        amounts = [
            c.amount for c in self.claims if c.status == "yes" and c.adds and c.amount is not None
        ]
        return sum(amounts, Decimal(0)) if len(amounts) > 1 else None

    def note(self, error: NotInBase | NotYetInForce) -> None:
        """Tell the person, once, that a rule could not be used and why."""
        kind = "not_yet_law" if isinstance(error, NotYetInForce) else "not_in_base"
        self.tell(kind, str(error))

    def tell(self, kind: str, text: str) -> None:
        """Add a notice unless it is there already."""
        notice = Notice(kind, text)
        if notice not in self.notices:
            self.notices.append(notice)

    def cites(self, texts: Iterable[str]) -> tuple[Cite, ...]:
        """The citations that stand on the day that counts; the others become notices."""
        found = []
        for text in texts:
            reference = citations.parse(text)
            assert reference is not None, text
            try:
                found.append(self.base.cite(reference, self.days))
            except (NotInBase, NotYetInForce) as error:
                self.note(error)
        return tuple(found)


def answer(
    base: KnowledgeBase,
    dispute_id: str,
    facts: Facts,
    today: date,
    *,
    confidence: float | None = None,
    also: Iterable[str] = (),
    asked: Iterable[str] = (),
) -> Answer:
    """Everything a lawyer would say about this matter on this day.

    `facts` is what the person told so far; `also` are other disputes that hold as well; `asked`
    are facts already asked for in vain, which are not asked again. Raises `UnknownName` for a
    dispute that is in no file.
    """
    dispute = base.dispute(dispute_id)
    act_day = facts.day(dispute.act_day) or today
    days = Days(act_day, today)
    matter = _Matter(base, dispute, facts, days, base.rules(days))
    for claim in dispute.claims:
        found = _claim(matter, claim)
        if found:
            matter.claims.append(found)
    verdict, headline = _headline(matter)
    deadlines = tuple(d for due in dispute.deadlines if (d := _due(matter, due)))
    excuses = _excuses(matter)
    _note_changes(matter)
    return Answer(
        dispute=dispute_id,
        name=dispute.name,
        confidence=confidence,
        also=tuple((key, base.dispute(key).name) for key in also),
        as_of=today,
        law_day=act_day,
        headline=headline,
        verdict=verdict,
        claims=tuple(matter.claims),
        total=matter.total(),
        steps=_steps(matter),
        evidence=_evidence(matter),
        deadlines=deadlines,
        bodies=_bodies(matter),
        excuses=excuses,
        cites=_all_cites(matter, deadlines, excuses),
        ask=_next_question(matter, set(asked)) if matter.claims else None,
        offers=OFFERS,
        facts=facts,
        fact_labels=_fact_labels(base, facts),
        notices=tuple(matter.notices),
    )


def _claim(matter: _Matter, claim: schema.Claim) -> ClaimFound | None:
    """One claim worked out; None when no rule for it stood on the day that counts."""
    calculator = calculators.get(claim.calculator)
    try:
        outcome = calculator.calculate(matter.facts, matter.rules)
    except (NotInBase, NotYetInForce) as error:
        matter.note(error)
        return None
    wording = claim.words[outcome.key]
    if wording is None:
        return None
    cites, words = matter.cites(claim.cites), matter.words(wording, outcome)
    if not cites or words is None:
        return None
    between = None
    if outcome.least is not None and outcome.most is not None:
        between = (outcome.least, outcome.most)
    return ClaimFound(
        claim.id,
        claim.name,
        calculator.OUTCOMES[outcome.key],
        words,
        outcome.amount,
        between,
        outcome.working,
        tuple(w for t in claim.when if (w := matter.words(t))),
        outcome.missing,
        cites,
        claim.adds,
    )


def _headline(matter: _Matter) -> tuple[str, str]:
    """The verdict and the first variant of its words whose blanks can be filled."""
    statuses = {claim.status for claim in matter.claims}
    verdict = (
        "supported"
        if "yes" in statuses
        else "depends"
        if "depends" in statuses
        else "unsupported"
        if statuses
        else "unknown"
    )
    if verdict == "unknown":
        return verdict, matter.base.get("elsewhere", NO_LAW, schema.Elsewhere).say
    for variant in getattr(matter.dispute.headline, verdict):
        words = matter.words(variant)
        if words:
            return verdict, words
    return verdict, matter.dispute.plain


def _steps(matter: _Matter) -> tuple[StepToTake, ...]:
    taken = set(matter.facts.choices("steps_taken"))
    steps = []
    for step in matter.dispute.steps:
        if step.needs and step.needs not in matter.facts:
            continue
        title, detail = matter.words(step.title), matter.words(step.detail)
        if title and detail:
            steps.append(StepToTake(title, detail, step.remedy, bool(taken & set(step.done_by))))
    return tuple(steps)


def _evidence(matter: _Matter) -> tuple[Proof, ...]:
    held = set(matter.facts.choices("proof"))
    found = []
    for entry in matter.dispute.evidence:
        item, why, how = map(matter.words, (entry.item, entry.why, entry.how))
        if item and why and how:
            found.append(Proof(item, why, how, bool(held & set(entry.proof))))
    return tuple(found)


def _due(matter: _Matter, due: schema.Deadline) -> Due | None:
    """One deadline; its last day only when the day it runs from is known."""
    try:
        figure = matter.rules[due.within]
    except (NotInBase, NotYetInForce) as error:
        matter.note(error)
        return None
    cites = matter.cites(due.cites or figure.cites)
    start = matter.facts.day(due.start)
    since = matter.base.fact(due.start).name
    rule = f"{_WHOSE[due.whose]}：自{since}起{figure}内"
    if not cites:
        return None
    if start is None:
        return Due(
            matter.words(due.what) or due.what, due.whose, None, None, rule, "", False, cites
        )
    last = last_day(start, int(figure.value), figure.unit, matter.base.calendar)
    own = due.whose == "consumer" and figure.unit != "工作日"
    notes = []
    if own and last.moved:
        # A person is told the earlier day: nobody should come to harm by relying on the later one.
        notes.append(f"那天是休息日，依法顺延到{chinese_day(last.day)}，最好别等到那时")
    elif last.moved:
        notes.append("最后一天赶上休息日，已顺延到下一个工作日")
    estimated = last.estimated and not own
    if estimated:
        notes.append("这一年的放假安排还没公布，按周一到周五估算")
        matter.tell("estimated", "有的日期按周一到周五估算，以公布的放假安排为准。")
    day = last.counted if own else last.day
    left = (day - matter.days.today).days
    what = matter.words(due.what) or due.what
    return Due(what, due.whose, day, left, rule, "；".join(notes), estimated, cites)


def _bodies(matter: _Matter) -> tuple[Body, ...]:
    """Who is competent; without any law of that day, who can find out."""
    if not matter.claims:
        entry = matter.base.get("elsewhere", NO_LAW, schema.Elsewhere)
        return refer(matter.base, entry.say, entry.bodies).bodies
    bodies = []
    for competence in matter.dispute.bodies:
        authority = matter.base.get("authorities", competence.body, schema.Authority)
        if authority.confidence != "low":
            bodies.append(
                Body(
                    competence.body,
                    authority.name,
                    authority.phone,
                    authority.url,
                    matter.words(competence.why) or "",
                )
            )
    return tuple(bodies)


def _excuses(matter: _Matter) -> tuple[ExcuseMet, ...]:
    """The excuses of this dispute, those that the person heard first."""
    heard = matter.facts.choices("excuses")
    keys = [key for key in heard if key in matter.base.ids("excuses")]
    keys += [key for key in matter.dispute.excuses if key not in keys]
    found = []
    for key in keys:
        excuse = matter.base.get("excuses", key, schema.Excuse)
        reply, why, shot = map(matter.words, (excuse.reply, excuse.why, excuse.screenshot))
        cites = matter.cites(excuse.cites)
        if excuse.confidence != "low" and cites and reply and why and shot:
            found.append(ExcuseMet(excuse.said, reply, why, shot, key in heard, cites))
    return tuple(found)


def _all_cites(
    matter: _Matter, deadlines: tuple[Due, ...], excuses: tuple[ExcuseMet, ...]
) -> tuple[Cite, ...]:
    """Every citation of the answer once: the first of each claim that holds, then the others."""
    order = {"yes": 0, "depends": 1, "no": 2}
    claims = sorted(matter.claims, key=lambda claim: order[claim.status])
    of_claims = [c for row in zip_longest(*(c.cites for c in claims)) for c in row if c]
    groups = [of_claims, *(e.cites for e in excuses if e.heard)]
    groups += [*(d.cites for d in deadlines), *(e.cites for e in excuses)]
    found: dict[str, Cite] = {}
    for cite in (cite for group in groups for cite in group):
        found.setdefault(cite.text, cite)
    return tuple(found.values())


def _next_question(matter: _Matter, asked: set[str]) -> Question | None:
    """The unknown fact that changes the advice most.

    First what a calculator misses, then what no calculator reads; each in the dispute's order. A
    fact that a calculator could read but does not miss (sessions of a year card) is not asked.
    """
    missing = {name for claim in matter.claims for name in claim.missing_facts}
    read = {n for c in matter.dispute.claims for n in calculators.get(c.calculator).READS}
    wanted = [w for w in matter.dispute.facts if w.fact in missing]
    wanted += [w for w in matter.dispute.facts if w.fact not in read]
    for want in wanted:
        if want.fact in matter.facts or want.fact in asked:
            continue
        fact = matter.base.fact(want.fact)
        return Question(
            want.fact,
            fact.kind,
            want.question or fact.question,
            tuple((option.id, option.label) for option in fact.options),
        )
    return None


def _note_changes(matter: _Matter) -> None:
    """Say when a figure used here has replaced another since the day of the act."""
    for name, now in list(matter.rules.used.items()):
        before = matter.rules.before(name)
        if before and now.since > matter.days.act and str(before) != str(now):
            matter.tell("changed_law", f"{now.what}：原来是{before}，{now.since}起改为{now}。")


def _fact_labels(base: KnowledgeBase, facts: Facts) -> dict[str, FactLabel]:
    return {
        name: FactLabel(base.fact(name).name, fact_in_words(base, name, facts) or "")
        for name in facts
    }


def fact_in_words(base: KnowledgeBase, name: str, facts: Facts) -> str | None:
    """A fact as people read it: 3999元, 2026年3月8日, the label of the option chosen."""
    if name not in facts:
        return None
    value, fact = facts[name], base.fact(name)
    if isinstance(value, Decimal):
        return yuan(value)
    if isinstance(value, date):
        return chinese_day(value)
    labels = {option.id: option.label for option in fact.options}
    if name == "excuses":
        labels = {k: base.get("excuses", k, schema.Excuse).said for k in base.ids("excuses")}
    if isinstance(value, tuple):
        return "、".join(labels.get(item, item) for item in value)
    return labels.get(str(value), str(value))

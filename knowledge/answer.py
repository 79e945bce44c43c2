"""Facts of a matter → the answer. Pure: the day is an argument, the base is read only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import zip_longest

from knowledge import calculators, schema
from knowledge.base import Days, KnowledgeBase
from knowledge.errors import NotInBase, NotYetInForce
from knowledge.matter import Matter, fact_in_words
from knowledge.models import (
    Answer,
    Body,
    Cite,
    ClaimFound,
    Due,
    ExcuseMet,
    FactLabel,
    Facts,
    PointMade,
    Proof,
    Question,
    StepToTake,
)
from knowledge.referral import refer
from knowledge.wording import chinese_day

NO_LAW = "no_law"
"""The entry of content/elsewhere that is said when no law of that day is held."""
OFFERS = (("file", "帮我写投诉"), ("letter", "帮我写封信给商家"), ("human", "转人工"))
_WHOSE = {"consumer": "您", "merchant": "商家", "authority": "主管部门"}


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
    matter = Matter(base, dispute, facts, days, base.rules(days))
    for claim in dispute.claims:
        found = _claim(matter, claim)
        if found:
            matter.claims.append(found)
    lacking = bool(matter.notices)
    points = _points(matter)
    verdict, headline = _headline(matter, points, lacking)
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
        points=points,
        steps=_steps(matter),
        evidence=_evidence(matter),
        deadlines=deadlines,
        bodies=_bodies(matter, verdict),
        excuses=excuses,
        cites=_all_cites(matter, points, deadlines, excuses),
        ask=_next_question(matter, set(asked)) if verdict != "unknown" else None,
        offers=OFFERS,
        facts=facts,
        fact_labels=_fact_labels(matter),
        notices=tuple(matter.notices),
    )


def _claim(matter: Matter, claim: schema.Claim) -> ClaimFound | None:
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


def _points(matter: Matter) -> tuple[PointMade, ...]:
    """The rules that stand on the day that counts; those of a place only for people there, and first."""
    place = str(matter.facts.get("place", ""))
    made = []
    for point in sorted(matter.dispute.points, key=lambda point: point.place is None):
        if point.place and not place.startswith(point.place[:2]):
            continue
        words, cites = matter.words(point.words), matter.cites(point.cites)
        if words and cites:
            made.append(PointMade(point.title, words, tuple(point.asks), cites))
    return tuple(made)


def _headline(matter: Matter, points: tuple[PointMade, ...], lacking: bool) -> tuple[str, str]:
    """The verdict and the first variant of its words whose blanks can be filled.

    `lacking`: some rule for the claims did not stand on the day that counts. Without any claim the
    verdict is open, and it is unknown only when the law was lacking."""
    statuses = {claim.status for claim in matter.claims}
    verdict = (
        "supported"
        if "yes" in statuses
        else "depends"
        if "depends" in statuses
        else "unsupported"
        if statuses
        else "guidance"
        if points and not matter.dispute.claims
        else "unknown"
        if lacking or not matter.dispute.claims
        else "depends"
    )
    if verdict == "unknown":
        return verdict, matter.base.get("elsewhere", NO_LAW, schema.Elsewhere).say
    for variant in getattr(matter.dispute.headline, verdict):
        words = matter.words(variant)
        if words:
            return verdict, words
    return verdict, matter.dispute.plain


def _steps(matter: Matter) -> tuple[StepToTake, ...]:
    taken = set(matter.facts.choices("steps_taken"))
    steps = []
    for step in matter.dispute.steps:
        if step.needs and step.needs not in matter.facts:
            continue
        title, detail = matter.words(step.title), matter.words(step.detail)
        if title and detail:
            steps.append(StepToTake(title, detail, step.remedy, bool(taken & set(step.done_by))))
    return tuple(steps)


def _evidence(matter: Matter) -> tuple[Proof, ...]:
    held = set(matter.facts.choices("proof"))
    found = []
    for entry in matter.dispute.evidence:
        item, why, how = map(matter.words, (entry.item, entry.why, entry.how))
        if item and why and how:
            found.append(Proof(item, why, how, bool(held & set(entry.proof))))
    return tuple(found)


def _due(matter: Matter, due: schema.Deadline) -> Due | None:
    """One deadline; its last day only when the day it runs from is known."""
    try:
        figure = matter.rules[due.within]
    except (NotInBase, NotYetInForce) as error:
        matter.note(error)
        return None
    cites = matter.cites(due.cites or figure.cites)
    start = matter.facts.day(due.start)
    since = matter.fact_name(due.start)
    rule = f"{_WHOSE[due.whose]}：自{since}起{figure}内"
    if not cites:
        return None
    if start is None:
        return Due(
            matter.words(due.what) or due.what, due.whose, None, None, rule, "", False, cites
        )
    last = matter.rules.last_day(start, due.within)
    own = due.whose == "consumer" and figure.unit != "工作日"
    notes = []
    if own and last.moved and last.day >= matter.days.today:
        # A person is told the earlier day: nobody should come to harm by relying on the later one.
        # Beyond the published calendar the day itself would be a guess (1 January, 1 May).
        until = "休息日后的第一天" if last.estimated else chinese_day(last.day)
        notes.append(f"那天是休息日，依法顺延到{until}，最好别等到那时")
    elif last.moved and not own:
        notes.append("最后一天赶上休息日，已顺延到下一个工作日")
    estimated = last.estimated and not own
    if estimated:
        notes.append("这一年的放假安排还没公布，按周一到周五估算")
        matter.tell("estimated", "有的日期按周一到周五估算，以公布的放假安排为准。")
    day = last.counted if own else last.day
    left = (day - matter.days.today).days
    what = matter.words(due.what) or due.what
    return Due(what, due.whose, day, left, rule, "；".join(notes), estimated, cites)


def _bodies(matter: Matter, verdict: str) -> tuple[Body, ...]:
    """Who is competent; without any law of that day, who can find out."""
    if verdict == "unknown":
        entry = matter.base.get("elsewhere", NO_LAW, schema.Elsewhere)
        return refer(matter.base, entry.say, entry.bodies).bodies
    bodies = []
    for competence in matter.dispute.bodies:
        authority = matter.base.get("authorities", competence.body, schema.Authority)
        ruled_out = any(
            matter.facts.get(fact) in options for fact, options in authority.not_for.items()
        )
        if authority.confidence != "low" and not ruled_out:
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


def _excuses(matter: Matter) -> tuple[ExcuseMet, ...]:
    """The excuses of this dispute, those that the person heard first."""
    heard = matter.facts.choices("excuses")
    keys = [key for key in heard if key in matter.base.ids("excuses")]
    keys += [key for key in matter.dispute.excuses if key not in keys]
    found = []
    for key in keys:
        excuse = matter.base.get("excuses", key, schema.Excuse)
        reply, why, shot = map(matter.words, (excuse.reply, excuse.why, excuse.screenshot))
        cites = matter.cites(excuse.cites, quiet=key not in heard)
        if excuse.confidence != "low" and cites and reply and why and shot:
            found.append(ExcuseMet(excuse.said, reply, why, shot, key in heard, cites))
    return tuple(found)


def _all_cites(
    matter: Matter,
    points: tuple[PointMade, ...],
    deadlines: tuple[Due, ...],
    excuses: tuple[ExcuseMet, ...],
) -> tuple[Cite, ...]:
    """Every citation of the answer once: the first of each claim that holds, then the others."""
    order = {"yes": 0, "depends": 1, "no": 2}
    claims = sorted(matter.claims, key=lambda claim: order[claim.status])
    of_claims = [c for row in zip_longest(*(c.cites for c in claims)) for c in row if c]
    groups = [of_claims, *(e.cites for e in excuses if e.heard), *(p.cites for p in points)]
    groups += [*(d.cites for d in deadlines), *(e.cites for e in excuses)]
    found: dict[str, Cite] = {}
    for cite in (cite for group in groups for cite in group):
        found.setdefault(cite.text, cite)
    return tuple(found.values())


def _next_question(matter: Matter, asked: set[str]) -> Question | None:
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


def _note_changes(matter: Matter) -> None:
    """Say when a figure used here has replaced another since the day of the act."""
    for name, now in list(matter.rules.used.items()):
        before = matter.rules.before(name)
        if before and now.since > matter.days.act and str(before) != str(now):
            matter.tell("changed_law", f"{now.what}：原来是{before}，{now.since}起改为{now}。")


def _fact_labels(matter: Matter) -> dict[str, FactLabel]:
    return {
        name: FactLabel(
            matter.fact_name(name), fact_in_words(matter.base, name, matter.facts) or ""
        )
        for name in matter.facts
    }

"""Every id that one entry uses of another stands in a file."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge import calculators, schema
from knowledge.checks.index import Index, missing
from knowledge.errors import Problem
from knowledge.lines import Path


def _names(index: Index) -> Iterator[Problem]:
    """Every id that one entry uses of another stands in a file."""
    valid = index.valid_names()
    for folder, references in (
        ("disputes", _of_dispute),
        ("dangers", _of_danger),
        ("elsewhere", _of_bodies),
        ("remedies", _of_remedy),
        ("templates", _of_suited),
        ("tips", _of_disputes),
        ("questions", _of_suited),
        ("telling", _of_telling),
        ("lexicon", _of_lexicon),
        ("authorities", _of_authority),
        ("procedures", _of_procedure),
    ):
        for file in index.content.all(folder):
            for path, kind, name in references(file.data):
                if name not in valid.get(kind, [name]):
                    yield missing(file, path, kind, name, valid[kind])


_Reference = tuple[Path, str, str]
"""Where an id is used, the kind of thing it names (in Chinese, as errors say it), the id."""


def _of_dispute(dispute: schema.Dispute) -> Iterator[_Reference]:
    yield ("act_day",), "事实", dispute.act_day
    for n, asked in enumerate(dispute.facts):
        yield ("facts", n), "事实", asked.fact
    for n, claim in enumerate(dispute.claims):
        yield ("claims", n, "calculator"), "计算器", claim.calculator
    for n, step in enumerate(dispute.steps):
        yield from ((("steps", n, "done_by"), "做过的事", done) for done in step.done_by)
        if step.remedy:
            yield ("steps", n, "remedy"), "途径", step.remedy
        if step.needs:
            yield ("steps", n, "needs"), "事实", step.needs
    for n, item in enumerate(dispute.evidence):
        yield from ((("evidence", n, "proof"), "证据", proof) for proof in item.proof)
    for n, due in enumerate(dispute.deadlines):
        yield ("deadlines", n, "start"), "事实", due.start
        yield ("deadlines", n, "within"), "参数", due.within
    for n, excuse in enumerate(dispute.excuses):
        yield ("excuses", n), "借口", excuse
    for n, competence in enumerate(dispute.bodies):
        yield ("bodies", n), "机构", competence.body
    yield from ((("related", n), "纠纷", other) for n, other in enumerate(dispute.related))


def _of_disputes(entry: schema.Template | schema.Tip | schema.SideQuestion) -> Iterator[_Reference]:
    yield from ((("disputes", n), "纠纷", name) for n, name in enumerate(entry.disputes))


def _of_suited(entry: schema.Template | schema.SideQuestion) -> Iterator[_Reference]:
    yield from _of_disputes(entry)
    yield from ((("not_for", n), "纠纷", name) for n, name in enumerate(entry.not_for))


def _of_telling(telling: schema.Telling) -> Iterator[_Reference]:
    yield from ((("silent", n), "事实", name) for n, name in enumerate(telling.silent))
    for n, sentence in enumerate(telling.sentences):
        if sentence.day:
            yield ("sentences", n, "day"), "事实", sentence.day
        for field in ("needs", "unless"):
            for fact, options in getattr(sentence, field).items():
                at = ("sentences", n, field, fact)
                yield at, "事实", fact
                yield from (((*at, m), f"“{fact}”的选项", o) for m, o in enumerate(options))


def _of_bodies(entry: schema.Danger | schema.Elsewhere) -> Iterator[_Reference]:
    yield from ((("bodies", n), "机构", body) for n, body in enumerate(entry.bodies))


def _of_danger(danger: schema.Danger) -> Iterator[_Reference]:
    yield from _of_bodies(danger)
    yield from ((("then_answer", n), "纠纷", name) for n, name in enumerate(danger.then_answer))


def _of_authority(authority: schema.Authority) -> Iterator[_Reference]:
    for fact, options in authority.not_for.items():
        yield ("not_for", fact), "事实", fact
        yield from ((("not_for", fact, n), f"“{fact}”的选项", o) for n, o in enumerate(options))


def _of_remedy(remedy: schema.Remedy) -> Iterator[_Reference]:
    if remedy.body:
        yield ("body",), "机构", remedy.body


def _of_lexicon(lexicon: schema.Lexicon) -> Iterator[_Reference]:
    for n, entry in enumerate(lexicon.entries):
        for fact, option in entry.implies.items():
            yield ("entries", n, "implies", fact), "事实", fact
            yield ("entries", n, "implies", fact), f"“{fact}”的选项", option


def _of_procedure(procedure: schema.Procedure) -> Iterator[_Reference]:
    yield ("body",), "机构", procedure.body
    for n, field in enumerate(procedure.fields):
        if field.fact:
            yield ("fields", n, "fact"), "事实", field.fact
    for part in ("endings", "notices"):
        for n, told in enumerate(getattr(procedure, part)):
            steps = ((m, step.remedy) for m, step in enumerate(told.next))
            yield from (((part, n, "next", m), "途径", remedy) for m, remedy in steps if remedy)
    for path, period in _periods(procedure):
        yield (*path, "within"), "参数", period.within


def _periods(procedure: schema.Procedure) -> Iterator[tuple[Path, schema.Period]]:
    yield from ((("waiting", n), period) for n, period in enumerate(procedure.waiting))
    for n, notice in enumerate(procedure.notices):
        yield from ((("notices", n, "periods", m), p) for m, p in enumerate(notice.periods))


_MEANS: dict[schema.Status, str] = {"yes": "成立", "depends": "看情况", "no": "不成立"}


def _outcomes(index: Index) -> Iterator[Problem]:
    for file in index.content.all("disputes"):
        for number, claim in enumerate(file.data.claims):
            if claim.calculator not in calculators.names():
                continue
            outcomes = calculators.get(claim.calculator).OUTCOMES
            for key in sorted(set(outcomes) - set(claim.words)):
                text = f"请求“{claim.id}”缺少结果“{key}”（{_MEANS[outcomes[key]]}）的说法"
                yield file.problem(f"{text}；没有要说的写 null", "claims", number, "words")
            for key in sorted(set(claim.words) - set(outcomes)):
                path = ("claims", number, "words", key)
                yield missing(file, path, "结果", key, sorted(outcomes))


RULES = (_names, _outcomes)

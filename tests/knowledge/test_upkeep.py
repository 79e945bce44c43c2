"""What needs looking at: old entries, the end of the calendar, what a change of law touches."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

import knowledge
from bot.cli import app
from knowledge import calculators
from knowledge.checks.changes import changes
from knowledge.scaffold import CannotScaffold, scaffold
from knowledge.upkeep import due

LAW = "consumer_rights_protection_law"
NEW = date(2027, 7, 1)


def amended(content: knowledge.Content, read_on: date) -> knowledge.Content:
    """The content with a version of the consumer law to come that says 第五十五条 differently."""
    file = content.files["laws"][f"{LAW}/2014-03-15"]
    old = file.data.model_copy(update={"in_force_to": NEW - timedelta(days=1)})
    article = old.articles["第五十五条"].model_copy(update={"gist": "欺诈的，换一种算法赔。"})
    new = old.model_copy(
        update={
            "in_force_from": NEW,
            "in_force_to": None,
            "checked_on": read_on,
            "articles": {**old.articles, "第五十五条": article},
        }
    )
    later = replace(file, path=f"laws/{LAW}/{NEW}.yml", id=f"{LAW}/{NEW}", data=new)
    laws = {**content.files["laws"], file.id: replace(file, data=old), later.id: later}
    return knowledge.Content(content.root, {**content.files, "laws": laws})


def test_a_change_lists_what_rests_on_the_article(content: knowledge.Content) -> None:
    found = changes(amended(content, NEW), "消费者权益保护法")
    assert [(c.article, c.since, c.kind) for c in found] == [("第五十五条", NEW, "changed")]
    touched = set(found[0].touches)
    assert "disputes/goods/counterfeit_goods.yml" in touched, "it cites the article"
    assert "parameters/punitive.yml" in touched, "its number stands in the article"
    assert "calculators/fraud_damages.py" in touched, "it reads that number"


def with_longer_cooling_off(content: knowledge.Content, read_on: date) -> knowledge.Content:
    """The content with a version to come whose only change stands behind a blank of its digest."""
    law, name = "prepaid_consumption_interpretation", "cooling_off_days"
    file, topic = content.files["laws"][f"{law}/2025-05-01"], content.files["parameters"]["prepaid"]
    eve = NEW - timedelta(days=1)
    old = file.data.model_copy(update={"in_force_to": eve})
    new = file.data.model_copy(
        update={"in_force_from": NEW, "before": "见上一版", "checked_on": read_on}
    )
    later = replace(file, path=f"laws/{law}/{NEW}.yml", id=f"{law}/{NEW}", data=new)
    first = topic.data[name].values[0]
    values = [
        first.model_copy(update={"until": eve}),
        first.model_copy(update={"value": Decimal(10), "since": NEW}),
    ]
    number = topic.data[name].model_copy(update={"values": values})
    files = {
        "laws": {file.id: replace(file, data=old), later.id: later},
        "parameters": {"prepaid": replace(topic, data={**topic.data, name: number})},
    }
    return knowledge.Content(
        content.root, {k: {**held, **files.get(k, {})} for k, held in content.files.items()}
    )


def test_a_number_that_changes_behind_its_name_is_a_change_of_the_article(
    content: knowledge.Content,
) -> None:
    longer = with_longer_cooling_off(content, date(2027, 5, 1))
    found = changes(longer, "prepaid_consumption_interpretation")
    assert [(c.article, c.since, c.kind) for c in found] == [("第十四条", NEW, "changed")]
    assert "calculators/prepaid_cooling_off.py" in found[0].touches
    problems = knowledge.check(longer)
    assert "disputes/prepaid/gym_fitness.yml" in {problem.path for problem in problems}
    assert all("还没重新核对" in problem.text for problem in problems)


def test_nobody_may_cite_a_changed_article_without_looking_again(
    content: knowledge.Content,
) -> None:
    assert knowledge.check(amended(content, date(2026, 1, 1))) == [], "everybody looked since"
    problems = knowledge.check(amended(content, date(2027, 5, 1)))
    paths = {problem.path for problem in problems}
    assert "disputes/goods/counterfeit_goods.yml" in paths
    assert all("还没重新核对" in problem.text for problem in problems)


def test_articles_that_moved_are_listed_under_the_old_name(content: knowledge.Content) -> None:
    names = {file.data.name for file in content.all("laws") if file.data.succeeded_by}
    assert names <= {change.law for change in changes(content)}


def test_an_entry_is_due_a_year_after_it_was_checked(content: knowledge.Content) -> None:
    file = content.files["disputes"]["courier"]
    day: date = file.data.checked_on
    on_time = [item.file for item in due(content, day + timedelta(days=365))]
    late = [item.file for item in due(content, day + timedelta(days=366))]
    assert file.path not in on_time
    assert file.path in late


@pytest.mark.parametrize(("days_before", "told"), [(60, False), (59, True)])
def test_the_end_of_the_calendar_is_told_in_time(
    content: knowledge.Content, days_before: int, told: bool
) -> None:
    end = date(int(content.ids("calendar")[-1]), 12, 31)
    found = due(content, end - timedelta(days=days_before))
    assert any(item.file.startswith("calendar/") for item in found) is told


def test_the_commands_list_both() -> None:
    runner = CliRunner()
    assert "共" in runner.invoke(app, ["knowledge", "changes"]).output
    assert "要核对" in runner.invoke(app, ["knowledge", "due", "--on", "2030-01-01"]).output
    wrong = runner.invoke(app, ["knowledge", "changes", "食品安法"])
    assert "是不是“食品安全法”" in str(wrong.exception)


# --- a new dispute ----------------------------------------------------------------------------


def test_a_new_dispute_starts_from_a_skeleton_that_loads(tmp_path: Path) -> None:
    path = scaffold("umbrella_rental", "other", date(2026, 11, 24), tmp_path)
    loaded = knowledge.load(tmp_path)
    assert path == tmp_path / "disputes/other/umbrella_rental.yml"
    assert loaded.files["disputes"]["umbrella_rental"].data.confidence == "low"


def drafted(content: knowledge.Content, root: Path, **vouched: str) -> knowledge.Content:
    """The content with a fresh skeleton of two calculators."""
    claims = ("security_deposit_refund", "price_overcharge")
    shutil.copytree(content.root / "disputes", root / "disputes")
    scaffold("umbrella_rental", "other", date(2026, 11, 24), root, claims=claims)
    file = knowledge.load(root).files["disputes"]["umbrella_rental"]
    file = replace(file, data=file.data.model_copy(update=vouched))
    disputes = {**content.files["disputes"], file.id: file}
    return knowledge.Content(content.root, {**content.files, "disputes": disputes})


def test_a_skeleton_names_all_that_its_calculators_want(
    content: knowledge.Content, tmp_path: Path
) -> None:
    draft = drafted(content, tmp_path)
    assert knowledge.check(draft) == []
    dispute = draft.files["disputes"]["umbrella_rental"].data
    asked = {wanted.fact for wanted in dispute.facts}
    for claim in dispute.claims:
        calculator = calculators.get(claim.calculator)
        assert set(claim.words) == set(calculator.OUTCOMES)
        assert set(calculator.READS) <= asked
    assert "消费者权益保护法实施条例第二十条第一款" in dispute.claims[0].cites


def test_a_skeleton_that_is_vouched_for_is_written_to_the_end(
    content: knowledge.Content, tmp_path: Path
) -> None:
    problems = knowledge.check(drafted(content, tmp_path, confidence="high"))
    assert "还没写：“待写：纠纷的名字”" in [problem.text for problem in problems]
    assert all(problem.text.startswith("还没写") and problem.line for problem in problems)


def test_an_unknown_calculator_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(CannotScaffold, match="是不是“price_overcharge”"):
        scaffold("umbrella_rental", "other", NEW, tmp_path, claims=["price_overchage"])


def test_a_draft_is_not_shown_and_it_is_said_why(
    content: knowledge.Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = drafted(content, tmp_path)
    monkeypatch.setattr(knowledge, "load", lambda: draft)
    shown = CliRunner().invoke(app, ["knowledge", "show", "umbrella_rental"])
    assert "还是草稿" in str(shown.exception)


def test_new_says_what_comes_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tmp_path / "umbrella_rental.yml"
    monkeypatch.setattr("knowledge.scaffold.scaffold", lambda *a, **k: made)
    said = CliRunner().invoke(app, ["knowledge", "new", "umbrella_rental"]).output
    assert str(made) in said.replace("\n", "")
    assert "data/nlu/disputes/umbrella_rental.yml" in said


@pytest.mark.parametrize("key", ["Umbrella", "雨伞", "../x", "a"])
def test_a_bad_name_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(CannotScaffold, match="写法不对"):
        scaffold(key, "other", date(2026, 11, 24), tmp_path)


def test_a_dispute_that_exists_is_not_overwritten(tmp_path: Path) -> None:
    scaffold("umbrella_rental", "other", date(2026, 11, 24), tmp_path)
    with pytest.raises(CannotScaffold, match="已经有了"):
        scaffold("umbrella_rental", "goods", date(2026, 11, 24), tmp_path)

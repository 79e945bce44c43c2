"""`weiquan knowledge …`: check, build and look at the content."""

from __future__ import annotations

from typing import Annotated, Any

import typer

import knowledge
from bot.cli.common import Day, UserError, day_of, progress
from bot.clock import today
from bot.settings import Settings
from knowledge.loader import nearest

content = typer.Typer(help="知识库：检查、生成、查看。", no_args_is_help=True)


@content.command()
def check() -> None:
    """检查全部内容文件，列出每一处问题。"""
    loaded = knowledge.load()
    problems = knowledge.check(loaded)
    if problems:
        raise knowledge.ContentError(problems)
    counts = "，".join(f"{folder} {len(files)}" for folder, files in loaded.files.items())
    typer.echo(f"没有问题。{counts}")


@content.command()
def build() -> None:
    """生成知识库（内容没变则不重做）。"""
    from bot.training import ensure_knowledge

    typer.echo(ensure_knowledge(Settings(), progress))


@content.command()
def show(
    key: Annotated[str, typer.Argument(help="纠纷编号，如 courier")],
    on: Day = None,
) -> None:
    """看一类纠纷在某一天的完整回答。"""
    from bot.training import ensure_knowledge

    day = day_of(on)
    base = knowledge.KnowledgeBase.open(ensure_knowledge(Settings(), progress))
    dispute = _dispute(base, key)
    facts = knowledge.Facts({dispute.act_day: day})
    answer = knowledge.answer(base, key, facts, day)
    typer.echo(f"{dispute.name}（{key}），按 {day} 的规定\n")
    typer.echo(knowledge.to_text(answer))
    for section in ("evidence", "deadlines", "excuses", "cites"):
        typer.echo("\n" + knowledge.to_text(answer, section))


@content.command()
def due(
    on: Day = None,
) -> None:
    """列出一年没核对的条目，和快要用完的放假安排。"""
    from knowledge.upkeep import due as overdue

    found = overdue(knowledge.load(), day_of(on))
    for item in found:
        typer.echo(f"{item.file}：{item.why}")
    typer.echo(f"共{len(found)}项要核对。" if found else "没有到期要核对的条目。")


@content.command()
def changes(
    law: Annotated[str | None, typer.Argument(help="法律名称或文件夹名，不写则列全部")] = None,
) -> None:
    """逐条比较法律的前后版本，列出每处改动牵涉的内容和计算器。"""
    from knowledge.checks.changes import changes as compare
    from knowledge.official import Library

    called = {"changed": "改", "added": "增", "dropped": "删"}
    content = knowledge.load()
    known = {name for file in content.all("laws") for name in (file.group, file.data.name)}
    if law is not None and law not in known:
        raise knowledge.UnknownName("法律", law, nearest(law, sorted(known)))
    found = compare(content, law, Library.open(Settings().official_file))
    for change in found:
        typer.echo(f"{change.since} {called[change.kind]} {change.law}{change.article}")
        for file in change.touches:
            typer.echo(f"    {file}")
    typer.echo(f"共{len(found)}条，{sum(bool(c.touches) for c in found)}条有内容引用。")


@content.command()
def new(
    key: Annotated[str, typer.Argument(help="纠纷编号，小写字母和下划线")],
    sector: Annotated[str, typer.Option("--sector", help="放在哪个行业文件夹")] = "other",
    calculator: Annotated[
        list[str] | None, typer.Option("--calculator", help="用到的计算器，可以写多次")
    ] = None,
) -> None:
    """新建一份纠纷文件的骨架，照着填。"""
    from knowledge.scaffold import NEXT, scaffold

    typer.echo(scaffold(key, sector, today(), claims=calculator or ["price_refund"]))
    typer.echo(NEXT.format(key=key))


@content.command()
def letter(
    first: Annotated[
        str, typer.Argument(metavar="[TEMPLATE]", help="文书编号，不写则列出适合这类纠纷的文书")
    ],
    second: Annotated[
        str | None, typer.Argument(metavar="DISPUTE", help="纠纷编号，如 courier")
    ] = None,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="事实，如 amount=3999，可以写多次")
    ] = None,
    on: Day = None,
) -> None:
    """写出一份函件或表格，知道的填好，不知道的留空；不写文书编号则列出适合的。"""
    from bot.training import ensure_knowledge
    from knowledge import letters, schema

    day = day_of(on)
    told = _facts(fact or [])
    base = knowledge.KnowledgeBase.open(ensure_knowledge(Settings(), progress))
    key = second or first
    _dispute(base, key)
    if second is None:
        for name in letters.suitable(base, key):
            template = base.get("templates", name, schema.Template)
            typer.echo(f"{name}：{template.name}。{template.what}")
        return
    answer = knowledge.answer(base, key, _read_facts(base, told), day)
    typer.echo(letters.write(base, first, answer).to_text())


@content.command()
def tips(
    on: Day = None,
    dispute: Annotated[str | None, typer.Option("--dispute", help="只看这类纠纷的")] = None,
) -> None:
    """列出某一天适合看的提示，应季的在前。"""
    from bot.training import ensure_knowledge
    from knowledge import education

    day = day_of(on)
    base = knowledge.KnowledgeBase.open(ensure_knowledge(Settings(), progress))
    for key, tip in education.tips(base, day, dispute):
        typer.echo(f"{tip.title}（{key}）\n{tip.text}\n")


def _dispute(base: knowledge.KnowledgeBase, key: str) -> Any:
    """A dispute of the base; of one that is still a draft it is said why it is not there."""
    if key not in base.ids("disputes") and key in knowledge.load().files["disputes"]:
        raise UserError(f"“{key}”还是草稿：写好后把 confidence 从 low 改成 high 或 medium 再看。")
    return base.dispute(key)


def _facts(pairs: list[str]) -> dict[str, str]:
    """`key=value` as written after --fact."""
    for pair in pairs:
        if "=" not in pair:
            raise UserError(f"“{pair}”写法不对，事实请写成 amount=3999 这样。")
    return dict(pair.split("=", 1) for pair in pairs)


def _read_facts(base: knowledge.KnowledgeBase, told: dict[str, str]) -> knowledge.Facts:
    """Facts of the command line; several choices are parted by commas."""
    record = {
        name: value.split(",") if base.fact(name).kind == "choices" else value
        for name, value in told.items()
    }
    try:
        return knowledge.read_facts(base, record)
    except ValueError as fault:
        raise UserError(f"{fault}。") from None

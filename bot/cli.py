"""The command line: `weiquan <command>`."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

import knowledge
from bot.clock import today
from bot.settings import Settings
from knowledge.loader import nearest

app = typer.Typer(
    help="维权助手：消费者权益问答与投诉。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
content = typer.Typer(help="知识库：检查、生成、查看。", no_args_is_help=True)
app.add_typer(content, name="knowledge")
laws = typer.Typer(help="官方原文：导入、核对。", no_args_is_help=True)
app.add_typer(laws, name="laws")
Day = Annotated[str | None, typer.Option("--on", help="按哪一天的法律答，如 2026-03-01")]


def main() -> None:
    """Entry point: one clear sentence and exit code 2 for what a user got wrong, no traceback."""
    try:
        app()
    except (knowledge.KnowledgeError, UserError) as error:
        typer.echo(str(error), err=True)
    except ValidationError as error:
        for fault in error.errors():
            typer.echo(_setting_fault(dict(fault)), err=True)
    except OSError as error:
        typer.echo(f"读写文件没有成功：{error}", err=True)
    except subprocess.CalledProcessError:
        typer.echo("训练没有成功，原因见上面。", err=True)
    else:
        return
    raise SystemExit(2)


class UserError(Exception):
    """Something the person at the keyboard can mend; the message says how."""


@app.command()
def run() -> None:
    """启动服务（网页在 http://127.0.0.1:5005 ，端口用 PORT 改）。"""
    from bot.serving.process import CannotServe, serve

    try:
        serve(Settings(), _progress)
    except CannotServe as error:
        raise UserError(str(error)) from None


@app.command()
def train() -> None:
    """训练对话模型（数据没变则不重做）。"""
    from bot import training
    from bot.rasa_runtime import prepare

    prepare()
    settings = Settings()
    training.ensure_knowledge(settings, _progress)
    typer.echo(training.ensure_model(settings, _progress))


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
)
def rasa(context: typer.Context) -> None:
    """Rasa 自己的命令（train、shell、test、run actions……），不需要 TensorFlow。"""
    from bot.rasa_runtime.cli import run_rasa

    arguments = list(context.args)
    if arguments[:2] == ["run", "actions"] and "--actions" not in arguments:
        arguments += ["--actions", "bot.action_entry"]
    raise SystemExit(run_rasa(arguments))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="要问的话")],
    on: Day = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出完整的 JSON")] = False,
) -> None:
    """在命令行问一句，看会怎么答。"""
    from bot.serving.once import ask_once

    day = _day(on)
    for reply in ask_once(Settings(), question, day, _progress):
        shown = {"text": reply.text, "custom": reply.custom}
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=1) if as_json else reply.text)
        typer.echo("")


@app.command()
def understand(
    file: Annotated[Path, typer.Argument(help="JSON Lines，每行有 id、text，可有 day")],
    out: Annotated[Path | None, typer.Option("--out", help="写到文件，默认打印")] = None,
) -> None:
    """逐行理解一份 JSON Lines 文件，写出领域、意图、纠纷、事实、条文和主管机构。"""
    from bot.understanding import Reader, read_questions

    questions = read_questions(file)
    sink = out.open("w", encoding="utf-8") if out else sys.stdout
    try:
        reader = Reader(Settings(), _progress)
        for number, question in enumerate(questions, 1):
            record = json.dumps(reader.understand(question), ensure_ascii=False)
            # Half a character of an id becomes \\ud83d again, as it stood in the file.
            sink.write(record.encode("utf-8", "backslashreplace").decode() + "\n")
            if out and number % 50 == 0:
                _progress(f"{number}/{len(questions)}")
    finally:
        if out:
            sink.close()


@app.command(name="eval")
def evaluate(
    questions: Annotated[
        Path | None, typer.Argument(help="带标准答案的 JSON Lines，默认用自己的")
    ] = None,
) -> None:
    """给理解打分，并逐个重放 tests/conversations 里的对话。"""
    from evaluation.run import evaluate_all

    raise SystemExit(evaluate_all(questions, _progress))


@app.command()
def bench() -> None:
    """量一轮对话的快慢和内存，与 Rasa 原样对比。"""
    from evaluation.bench import compare

    compare(_progress)


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

    typer.echo(ensure_knowledge(Settings(), _progress))


@content.command()
def show(
    key: Annotated[str, typer.Argument(help="纠纷编号，如 courier")],
    on: Day = None,
) -> None:
    """看一类纠纷在某一天的完整回答。"""
    from bot.training import ensure_knowledge

    day = _day(on)
    base = knowledge.KnowledgeBase.open(ensure_knowledge(Settings(), _progress))
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

    found = overdue(knowledge.load(), _day(on))
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

    day = _day(on)
    told = _facts(fact or [])
    base = knowledge.KnowledgeBase.open(ensure_knowledge(Settings(), _progress))
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

    day = _day(on)
    base = knowledge.KnowledgeBase.open(ensure_knowledge(Settings(), _progress))
    for key, tip in education.tips(base, day, dispute):
        typer.echo(f"{tip.title}（{key}）\n{tip.text}\n")


@laws.command(name="import")
def import_laws(
    folder: Annotated[Path, typer.Argument(help="官方原文所在的文件夹，.md 或 .docx")],
) -> None:
    """导入法律法规官方原文，答案里就能展开条文，搜索也能搜到每一条。"""
    from knowledge import official

    texts = _official(folder)
    count = official.store(texts, Settings().official_file)
    typer.echo(f"已导入{len(texts)}部，{count}条。重新启动服务后生效。")


@laws.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="官方原文所在的文件夹，.md 或 .docx")],
) -> None:
    """用官方原文核对我们的条文摘要：条号、款数、日期、数字，逐处列出不一致。"""
    from knowledge import official

    loaded = knowledge.load()
    found = official.verify(loaded, _official(folder))
    for finding in found:
        typer.echo(str(finding))
    open_points = [finding for finding in found if finding.explained is None]
    digests = sum(len(file.data.articles) for file in loaded.all("laws"))
    values = sum(len(p.values) for file in loaded.all("parameters") for p in file.data.values())
    typer.echo(
        f"核对{digests}条摘要、{values}个数值：{len(open_points)}处不一致，"
        f"{len(found) - len(open_points)}处已说明原因。"
    )
    if open_points:
        raise typer.Exit(1)


def _official(folder: Path) -> list[Any]:
    """The texts of a folder; files that cannot be read are told and left out."""
    from knowledge import official

    texts = []
    try:
        for number, text in enumerate(official.read_directory(folder), 1):
            if isinstance(text, official.Unreadable):
                _progress(str(text))
            else:
                texts.append(text)
            if number % 50 == 0:
                _progress(f"已读{number}份")
    except official.Unreadable as fault:
        raise UserError(str(fault)) from None
    return texts


def _day(on: str | None) -> date:
    if on is None:
        return today()
    try:
        return knowledge.read_day(on)
    except ValueError:
        raise UserError(f"“{on}”不是日期，请写成 2026-04-15 这样。") from None


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


def _setting_fault(fault: dict[str, Any]) -> str:
    """One fault of the settings as a sentence; the value itself may be a secret."""
    where = str(fault["loc"][0]) if fault["loc"] else "设置"
    words = {
        "int_parsing": "应当是整数",
        "float_parsing": "应当是数字",
        "bool_parsing": "应当是 true 或 false",
        "greater_than": "应当大于{gt}",
        "greater_than_equal": "不能小于{ge}",
        "less_than_equal": "不能大于{le}",
        "literal_error": "应当是 {expected} 之一",
        "value_error": "{error}",
    }.get(fault["type"])
    told = words.format(**fault.get("ctx", {})) if words else fault["msg"]
    return (
        f"{where if where.isupper() else 'WEIQUAN_' + where.upper()}：{told}"
        if fault["loc"]
        else told
    )


def _progress(text: str) -> None:
    typer.echo(text, err=True)


if __name__ == "__main__":
    main()

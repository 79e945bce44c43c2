"""The command line: `weiquan <command>`."""

from __future__ import annotations

import json
import subprocess
from typing import Annotated

import typer
from pydantic import ValidationError

import knowledge
from bot.cli.cases import audit, cases
from bot.cli.common import Day, UserError, day_of, progress, setting_fault
from bot.cli.content import content
from bot.cli.laws import laws
from bot.cli.measuring import measuring
from bot.cli.queue import queue
from bot.cli.staff import staff
from bot.cli.wechat import wechat
from bot.settings import Settings

app = typer.Typer(
    help="维权助手：消费者权益问答与投诉。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(content, name="knowledge")
app.add_typer(laws, name="laws")
app.add_typer(staff, name="staff")
app.command()(queue)
app.add_typer(cases, name="cases")
app.add_typer(audit, name="audit")
app.add_typer(wechat, name="wechat")


def main() -> None:
    """Entry point: one clear sentence and exit code 2 for what a user got wrong, no traceback."""
    try:
        app()
    except (knowledge.KnowledgeError, UserError) as error:
        typer.echo(str(error), err=True)
    except ValidationError as error:
        for fault in error.errors():
            typer.echo(setting_fault(dict(fault)), err=True)
    except OSError as error:
        typer.echo(f"读写文件没有成功：{error}", err=True)
    except subprocess.CalledProcessError:
        typer.echo("训练没有成功，原因见上面。", err=True)
    else:
        return
    raise SystemExit(2)


@app.command()
def run() -> None:
    """启动服务（网页在 http://127.0.0.1:5005 ，端口用 PORT 改）。"""
    from bot.serving.process import CannotServe, serve

    try:
        serve(Settings(), progress)
    except CannotServe as error:
        raise UserError(str(error)) from None


@app.command()
def train() -> None:
    """训练对话模型（数据没变则不重做）。"""
    from bot import training
    from bot.rasa_runtime import prepare

    prepare()
    settings = Settings()
    training.ensure_knowledge(settings, progress)
    typer.echo(training.ensure_model(settings, progress))


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

    day = day_of(on)
    for reply in ask_once(Settings(), question, day, progress):
        shown = {"text": reply.text, "custom": reply.custom}
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=1) if as_json else reply.text)
        typer.echo("")


app.add_typer(measuring)

"""`weiquan understand`, `eval`, `bench`: what the assistant understands, how well and how fast."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import progress
from bot.settings import Settings

measuring = typer.Typer()


@measuring.command()
def understand(
    file: Annotated[Path, typer.Argument(help="JSON Lines，每行有 id、text，可有 day")],
    out: Annotated[Path | None, typer.Option("--out", help="写到文件，默认打印")] = None,
) -> None:
    """逐行理解一份 JSON Lines 文件，写出领域、意图、纠纷、事实、条文和主管机构。"""
    from bot.understanding import Reader, read_questions

    questions = read_questions(file)
    sink = out.open("w", encoding="utf-8") if out else sys.stdout
    try:
        reader = Reader(Settings(), progress)
        for number, question in enumerate(questions, 1):
            record = json.dumps(reader.understand(question), ensure_ascii=False)
            # Half a character of an id becomes \\ud83d again, as it stood in the file.
            sink.write(record.encode("utf-8", "backslashreplace").decode() + "\n")
            if out and number % 50 == 0:
                progress(f"{number}/{len(questions)}")
    finally:
        if out:
            sink.close()


@measuring.command(name="eval")
def evaluate(
    questions: Annotated[
        Path | None, typer.Argument(help="带标准答案的 JSON Lines，默认用自己的")
    ] = None,
    answers: Annotated[
        Path | None, typer.Option("--answers", help="给别的程序写出的理解结果打分")
    ] = None,
    calibration: Annotated[
        bool, typer.Option("--calibration", help="只看把握准不准：在训练语句上交叉验证，几分钟")
    ] = False,
    ways: Annotated[bool, typer.Option("--ways", help="只比较其他分类办法，约一刻钟")] = False,
) -> None:
    """给理解打分，并逐个重放 tests/conversations 里的对话。"""
    from bot.understanding import read_questions
    from evaluation.calibration import evaluate as cross_validate
    from evaluation.run import OWN, evaluate_all
    from evaluation.ways import compare

    if calibration:
        return cross_validate(Settings().work / "eval", progress)
    if ways:
        return compare(read_questions(questions or OWN), progress)

    raise SystemExit(evaluate_all(questions, progress, answers))


@measuring.command()
def data(
    questions: Annotated[
        Path | None, typer.Argument(help="拿哪份题目来比用词，默认用自己的")
    ] = None,
) -> None:
    """看训练语句：各类多少、有没有近乎重复的、哪些用词没有覆盖到。"""
    from evaluation.run import OWN
    from evaluation.training_data import report

    raise SystemExit(report(questions or OWN))


@measuring.command()
def bench(
    understanding: Annotated[
        bool, typer.Option("--understanding", help="只量理解一句话要多久，与单用结巴分词对比")
    ] = False,
) -> None:
    """量一轮对话的快慢和内存，与 Rasa 原样对比。"""
    from evaluation import bench, speed
    from evaluation.run import OWN

    if understanding:
        speed.compare(OWN, progress)
    else:
        bench.compare(progress)

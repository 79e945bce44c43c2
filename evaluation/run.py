"""`make eval`: understanding on labelled questions and all conversations, printed as tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.clock import today
from bot.settings import Settings
from bot.training import model_digest
from bot.understanding import BadQuestions, Reader, read_questions
from evaluation import conversations, report, retrieval
from evaluation.questions import NONE, Scores, check_labels, score

OWN = Path(__file__).parent / "questions.jsonl"


def evaluate_all(
    path: Path | None, say: Callable[[str], object], answers: Path | None = None
) -> int:
    """Print the scores of a file of questions (default: our own) and of every conversation; leave
    tables, plot and misses in `.work/eval/<name>` and a line in the history.

    `answers` are what another reader understood (JSON lines as of `weiquan understand`): then these
    are scored, nothing else is run and nothing is remembered. Returns 1 when a conversation does not
    go as its file says, else 0: scores are for reading.
    """
    path = path or OWN
    questions = read_questions(path)
    check_labels(path, questions)
    settings = Settings()
    if answers:
        told = {record["id"]: record for record in read_answers(answers)}
        known = {label for question in questions for label in _labels(question)} - {NONE}
        scores = score(((q, told[q["id"]]) for q in questions if q["id"] in told), known)
        _print(f"{path.name}, answers of {answers.name}", scores, settings.work / "eval" / "other")
        return 0
    reader = Reader(settings, say)
    pairs = []
    for number, question in enumerate(questions, 1):
        pairs.append((question, reader.understand(question)))
        if number % 100 == 0:
            say(f"{number}/{len(questions)}")
    scores = score(pairs, reader.known_disputes())
    _print(path.name, scores, settings.work / "eval" / path.stem)
    report.remember(path.name, scores, model_digest()[:16], today())
    _print_articles(questions, reader)
    return _conversations()


def _labels(question: dict[str, Any]) -> list[str]:
    return [question["dispute"]] if question["in_scope"] else []


def read_answers(path: Path) -> list[dict[str, Any]]:
    """What was understood, one JSON object a line. Raises `BadQuestions`."""
    try:
        return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise BadQuestions(f"读不了文件 {path}：{error}") from error


def _print(name: str, scores: Scores, folder: Path) -> None:
    print(f"# {name}: {scores.measures['in scope'].counted} questions")
    for measure, share in scores.measures.items():
        print(f"{measure:<40} {share}")
    print(f"{'calibration error':<40} {report.calibration_error(scores.sureness):.3f}")
    print(f"\n{'by label':<30}{'questions':>10}{'found':>8}{'true':>8}")
    for label, fared in sorted(scores.by_label.items()):
        found, true = fared.found, fared.true
        print(f"  {label:<28}{found.counted:>10}{found.value:>8.2f}{true.value:>8.2f}")
    print("\nmost frequent confusions")
    for (gold, got), times in scores.confusions.most_common(15):
        print(f"  {gold} → {got}: {times}")
    report.write(scores, folder)
    print(f"\ntables, calibration plot and every miss: {folder}")


def _print_articles(questions: list[dict[str, Any]], reader: Reader) -> None:
    if reader.base.official is None:
        print("\nfinding articles: not measured, no official texts imported (weiquan laws import)")
        return
    print("\nfinding articles")
    for name, ranking in retrieval.compare(questions, reader).items():
        print(f"  {name:<22} {ranking}")


def _conversations() -> int:
    from bot.serving.once import conversation_player

    answer = conversation_player(Settings(), lambda text: None)
    failed = 0
    files = conversations.read_all()
    for name, conversation in files.items():
        failures = conversations.play_now(conversation, answer)
        failed += bool(failures)
        for failure in failures:
            print(f"{name}: {failure}")
    print(f"\nconversations: {len(files) - failed} of {len(files)} as written")
    return int(bool(failed))

"""`make eval`: understanding on labelled questions and all conversations, printed as tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.settings import Settings
from bot.understanding import Reader, read_questions
from evaluation import conversations, retrieval
from evaluation.questions import Scores, check_labels, score

OWN = Path(__file__).parent / "questions.jsonl"


def evaluate_all(path: Path | None, say: Callable[[str], object]) -> int:
    """Print the scores of a file of questions (default: our own) and of every conversation.

    Returns 1 when a conversation does not go as its file says, else 0: scores are for reading.
    """
    path = path or OWN
    questions = read_questions(path)
    check_labels(path, questions)
    reader = Reader(Settings(), say)
    pairs = []
    for number, question in enumerate(questions, 1):
        pairs.append((question, reader.understand(question)))
        if number % 100 == 0:
            say(f"{number}/{len(questions)}")
    print(f"# {path.name}: {len(questions)} questions")
    _print(score(pairs, reader.known_disputes()))
    if reader.base.official is None:
        print("\nfinding articles: not measured, no official texts imported (weiquan laws import)")
    else:
        print("\nfinding articles")
        for name, ranking in retrieval.compare(questions, reader).items():
            print(f"  {name:<22} {ranking}")
    return _conversations()


def _print(scores: Scores) -> None:
    for name, share in scores.measures.items():
        print(f"{name:<40} {share}")
    print("\nby label (disputes with a file)")
    for label, share in sorted(scores.by_label.items()):
        print(f"  {label:<38} {share}")
    print("\nmost frequent confusions")
    for (gold, got), times in scores.confusions.most_common(15):
        print(f"  {gold} → {got}: {times}")


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

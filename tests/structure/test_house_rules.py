"""House rules, each a test."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import ROOT
from knowledge.lines import read_yaml

PACKAGES = ("knowledge", "complaints", "bot", "actions", "evaluation")
OVERRIDES = {
    "create",
    "load",
    "process",
    "name",
    "run",
    "get_default_config",
    "train",
    "tokenize",
    "process_training_data",
}
"""What Rasa and rasa_sdk call by these names is documented there."""
ENVIRONMENT = {
    "bot/settings.py": "reads the settings",
    "bot/training.py": "hands its own environment to the training process, tells Rasa to be quiet",
    "evaluation/bench.py": "hands its own environment to the measured process",
}
LONGEST = 400
ENOUGH = 40


def files(*packages: str) -> list[Path]:
    return [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


EVERY = pytest.mark.parametrize("path", files(*PACKAGES), ids=name_of)


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@EVERY
def test_only_the_settings_read_the_environment(path: Path) -> None:
    name = name_of(path)
    if name in ENVIRONMENT or name.startswith("bot/rasa_runtime/"):
        return
    found = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb"))
        or (isinstance(node, ast.alias) and node.name in ("environ", "getenv"))
    ]
    assert found == [], f"{name} reads the environment in lines {found}"


@pytest.mark.parametrize("path", files("knowledge"), ids=name_of)
def test_knowledge_never_asks_the_clock(path: Path) -> None:
    clock = {
        "today",
        "now",
        "utcnow",
        "time",
        "time_ns",
        "monotonic",
        "perf_counter",
        "localtime",
        "gmtime",
    }
    clocks = ("date", "datetime", "time")
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        asks = isinstance(node, ast.Attribute) and node.attr in clock
        if asks and isinstance(node.value, ast.Name) and node.value.id in clocks:
            found.append(node.lineno)
        if isinstance(node, ast.Import) and any(alias.name == "time" for alias in node.names):
            found.append(node.lineno)
    assert found == [], f"lines {found}"


def undocumented(tree: ast.Module) -> Iterator[str]:
    """Public modules, classes and functions without a docstring. A function of one statement whose
    name and types say all (a property, a small reader) needs none."""
    if not ast.get_docstring(tree) and tree.body:
        yield "the module"
    for node, inside in _defined(tree, False):
        trivial = not isinstance(node, ast.ClassDef) and len(node.body) <= 2
        if node.name.startswith("_") or node.name in OVERRIDES or (trivial and inside):
            continue
        if not ast.get_docstring(node) and not trivial and not _of_values(node):
            yield f"{node.name} (line {node.lineno})"


def _of_values(node: ast.AST) -> bool:
    """A class that only names its fields, with types."""
    return isinstance(node, ast.ClassDef) and all(isinstance(n, ast.AnnAssign) for n in node.body)


def _defined(
    node: ast.AST, inside: bool
) -> Iterator[tuple[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, bool]]:
    for child in getattr(node, "body", []):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child, inside
        elif isinstance(child, ast.ClassDef):
            yield child, inside
            if not child.name.startswith("_"):
                yield from _defined(child, True)


@EVERY
def test_what_is_public_says_why_it_is_there(path: Path) -> None:
    missing = list(undocumented(ast.parse(path.read_text())))
    assert missing == []


@pytest.mark.parametrize("package", ["knowledge", "complaints", "bot.nlu.reading"])
def test_the_public_door_agrees_with_what_exists(package: str) -> None:
    module = importlib.import_module(package)
    assert sorted(set(module.__all__)) == sorted(module.__all__)
    for name in module.__all__:
        assert hasattr(module, name), name
    tree = ast.parse(Path(str(module.__file__)).read_text())
    imported = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package)
        for alias in node.names
    }
    assert imported - set(module.__all__) == set()


@EVERY
def test_no_file_is_too_long(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST


def test_makefile_targets_that_the_readme_names_exist() -> None:
    readme = (ROOT / "README.md").read_text()
    if len(readme.splitlines()) < 20:
        pytest.skip("the README is still being written")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", readme)) | set(
        re.findall(r"^\s*make ([a-z-]+)", readme, re.MULTILINE)
    )
    assert named - targets == set()


def test_every_makefile_target_says_what_it_does() -> None:
    text = (ROOT / "Makefile").read_text()
    for target in re.findall(r"^([a-z][a-z-]*):", text, re.MULTILINE):
        assert re.search(rf"^{target}:.*## .+", text, re.MULTILINE), target


# --- data -------------------------------------------------------------------------------------


def spoken(path: Path) -> Iterator[tuple[str, str]]:
    """(label, sentence) of every training example of one file."""
    data: dict[str, Any] = read_yaml(path.read_text("utf-8"))[0]
    for block in data["nlu"]:
        examples = block["examples"]
        texts = (
            [example["text"] for example in examples]
            if isinstance(examples, list)
            else [line.removeprefix("- ") for line in examples.splitlines() if line.strip()]
        )
        for text in texts:
            yield str(block["intent"]), str(text).strip().removeprefix("- ").strip()


TRAINING = sorted((ROOT / "data/nlu").rglob("*.yml"))


@pytest.mark.parametrize("path", TRAINING, ids=name_of)
def test_a_file_of_training_sentences_loads_in_rasa(path: Path) -> None:
    from bot.rasa_runtime import prepare

    prepare()
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

    read = RasaYAMLReader().reads(path.read_text("utf-8"))
    assert len(read.training_examples) == len(list(spoken(path)))
    assert all(example.get("text") for example in read.training_examples)


def test_no_two_training_sentences_are_the_same() -> None:
    times = Counter(text for path in TRAINING for _, text in spoken(path))
    assert [text for text, count in times.items() if count > 1] == []


DISPUTES = sorted((ROOT / "knowledge/content/disputes").rglob("*.yml"))


@pytest.mark.parametrize("path", DISPUTES, ids=name_of)
def test_a_dispute_has_worked_examples_and_training_sentences(path: Path) -> None:
    examples, training = (ROOT / f"{f}/disputes/{path.stem}.yml" for f in ("tests", "data/nlu"))
    for file in (examples, training):
        assert file.is_file(), f"{name_of(file)} is not written: docs/tasks/add-a-dispute.md"
    count = Counter(label for label, _ in spoken(training))[f"tell_dispute/{path.stem}"]
    assert count >= ENOUGH, f"{name_of(training)} has {count} of at least {ENOUGH} sentences"


@pytest.mark.parametrize("path", sorted((ROOT / "data/nlu/disputes").glob("*.yml")), ids=name_of)
def test_a_file_of_training_sentences_holds_its_own_label(path: Path) -> None:
    assert {label for label, _ in spoken(path)} == {f"tell_dispute/{path.stem}"}


def test_every_calculator_has_worked_examples() -> None:
    calculators = {p.stem for p in (ROOT / "knowledge/calculators").glob("*.py")} - {"__init__"}
    assert calculators == {p.stem for p in (ROOT / "tests/calculators").glob("*.yml")}


def test_importing_opens_nothing(tmp_path: Path) -> None:
    """No file is made, no socket opened, no model or base read by an import."""
    code = (
        "import sqlite3, socket\n"
        "def no(*a, **k): raise AssertionError('opened something')\n"
        "sqlite3.connect = socket.socket.connect = no\n"
        "import knowledge, complaints, bot.cli, bot.settings, bot.training, bot.understanding\n"
        "import evaluation.questions, evaluation.conversations\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []

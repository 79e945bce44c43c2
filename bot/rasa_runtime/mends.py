"""Four of Rasa's modules, mended as they load because a library is newer than Rasa expects.

Our environment overrides pins of Rasa 3.6 that are leftovers (``pyproject.toml``, ``[tool.uv]``).
Where a newer library lost or changed something that Rasa uses, the module that notices is mended
here, and only it; nobody else's view of the library changes. Each mend does nothing where the
library is an old one.

Not mended, because we do not use it: ``SQLTrackerStore`` makes SQLAlchemy URLs by position, which
SQLAlchemy 2 refuses; we have a tracker store of our own. pydantic needs nothing: Rasa never
imports it.
"""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import ModuleType, SimpleNamespace
from typing import Any, Final

import packaging.version


def around(module: ModuleType) -> AbstractContextManager[None]:
    """What to enter while ``module`` is executed; it may change the module at the end."""
    return _MENDED.get(module.__name__, nullcontext)(module)


class _LegacyVersion(str):
    """``packaging.version.LegacyVersion``, which packaging dropped in release 22.

    It stood for a version that is none (``version: "abc"`` in a YAML file).
    """


def _parse_version(text: str) -> Any:
    """``packaging.version.parse`` as it was: no exception, but a ``LegacyVersion``."""
    try:
        return packaging.version.parse(text)
    except packaging.version.InvalidVersion:
        return _LegacyVersion(text)


@contextmanager
def _legacy_version(module: ModuleType) -> Iterator[None]:
    """Lends ``packaging.version`` the lost name while ``module`` loads; it keeps the old parse."""
    if hasattr(packaging.version, "LegacyVersion"):
        yield
        return
    packaging.version.LegacyVersion = _LegacyVersion  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del packaging.version.LegacyVersion  # type: ignore[attr-defined]
    module.version = SimpleNamespace(parse=_parse_version)  # type: ignore[attr-defined]


@contextmanager
def _no_deprecation(module: ModuleType) -> Iterator[None]:
    """SQLAlchemy 2 warns that ``declarative_base`` has moved. It still works.

    Not a filter set once in ``prepare``: libraries imported later put theirs before it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


@contextmanager
def _logistic_regression(module: ModuleType) -> Iterator[None]:
    """``LogisticRegressionClassifier`` spells out defaults that scikit-learn 1.8 has dropped.

    ``multi_class="auto"`` and ``l1_ratio=None`` are left out where the class no longer knows them
    or has another word for "unused"; what they stood for is what it does anyway.
    """
    yield
    stock = module.LogisticRegression
    known = inspect.signature(stock).parameters

    def logistic_regression(**kwargs: Any) -> Any:
        unused = {"multi_class": "auto", "l1_ratio": None}
        return stock(
            **{k: v for k, v in kwargs.items() if k in known and (k, v) not in unused.items()}
        )

    module.LogisticRegression = logistic_regression  # type: ignore[attr-defined]


@contextmanager
def _empty_report(module: ModuleType) -> Iterator[None]:
    """``rasa test`` counts errors of entities, also where no test holds an entity.

    scikit-learn 1.7 refuses to count nothing; before, the table was simply empty.
    """
    yield
    stock = module._calculate_report

    def calculate_report(
        directory: Any, targets: Any, predictions: Any, *args: Any, **kw: Any
    ) -> Any:
        if len(targets):
            return stock(directory, targets, predictions, *args, **kw)
        return {}, 0.0, 0.0, 0.0, module.np.zeros((0, 0), int), []

    module._calculate_report = calculate_report  # type: ignore[attr-defined]


_MENDED: Final[dict[str, Callable[..., AbstractContextManager[None]]]] = {
    "rasa.shared.utils.validation": _legacy_version,
    "rasa.core.tracker_store": _no_deprecation,
    "rasa.engine.caching": _no_deprecation,
    "rasa.nlu.test": _empty_report,
    "rasa.nlu.classifiers.logistic_regression_classifier": _logistic_regression,
}

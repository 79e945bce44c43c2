"""Lets Rasa be imported and run without TensorFlow and the libraries of channels we do not use.

Stock Rasa imports TensorFlow, Keras and a dozen channel and cloud libraries at module level, so
that DIET, TED, Telegram … are at hand even for a project that names none of them. Together they
are 1.5 GB on disk, four seconds of start and up to a gigabyte of memory. Nothing of them is
needed to *define* Rasa's classes: a name to inherit from, to annotate with, to put in a table.

:func:`install` therefore adds two import hooks. The last resort of the import system answers for
the packages of :data:`ALLOWED`, and only for them, only where they are not installed, and only
while one of Rasa's own modules is being imported. It gives a module whose every attribute is an
empty class. Inheriting from it, annotating with it or reading further attributes works; calling
it, or making an instance of a class that inherits from it, raises :class:`StandInUsed`.

What is *not* done, on purpose:

- No other library ever sees a stand-in (some ask ``import tensorflow`` to learn what they can do).
  Stand-ins leave ``sys.modules`` as soon as Rasa's module is loaded, and before any foreign
  module is imported in between.
- Imports inside Rasa's functions run later and fail with the ordinary ``ModuleNotFoundError``:
  the loudest and best understood failure there is. (Two factories excepted: ``_FACTORIES``.)
- Packages that Rasa treats as optional (``rasa_plus``, ``sentry_sdk``, ``redis`` …) are not in
  the list: there the ``ImportError`` is part of the logic.

Where TensorFlow is installed the ordinary finders find it first and nothing here is used.
"""

from __future__ import annotations

import importlib.machinery
import pkgutil
import sys
from abc import ABCMeta
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, Final, NoReturn

from bot.rasa_runtime import mends

ALLOWED: Final = frozenset(
    {
        # machine learning: DIET, TED, ResponseSelector, LanguageModelFeaturizer
        "keras",
        "tensorflow",
        "transformers",
        # channels of rasa.core.channels
        "aiogram",
        "fbmessenger",
        "google.auth",
        "google.oauth2",
        "slack_sdk",
        "socketio",
        "twilio",
        "webexteamssdk",
        # brokers and stores named at the top of rasa.core.brokers and rasa.core.tracker_store
        "aio_pika",
        "aiormq",
        "boto3",
        "botocore",
        "pymongo",
        # Rasa's HTTP server and error reporting
        "sanic_cors",
        "sanic_jwt",
        "structlog_sentry",
    }
)
"""Packages that Rasa 3.6 imports at module level and that we may do without."""

_FACTORIES: Final = frozenset({"rasa.core.brokers.broker", "rasa.core.tracker_store"})
"""Modules whose ``create`` imports the exceptions of all kinds of brokers and stores when called,
also to make the kind that needs none of them. There, imports within functions are met as well."""

DEFERRED: Final = {
    "rasa.core.channels.console": frozenset({"prompt_toolkit", "questionary"}),
    "rasa.engine.runner.dask": frozenset({"dask"}),
    "rasa.utils.plotting": frozenset({"matplotlib"}),
    "rasa.utils.tensorflow.model_data": frozenset({"sklearn"}),
}
"""Installed packages that these modules of Rasa import at the top and call in few functions.

They get a stand-in too, which imports the real package when it is *called*. That spares the
serving process drawing, dialogs in a terminal, and scikit-learn (with ``scipy.stats``: a third of
a second and 70 MB) unless a component of the pipeline wants it. Looked through by hand: only
names that are called, none that is compared, caught or inherited from.
"""

_DEFERRABLE: Final = frozenset[str]().union(*DEFERRED.values())

_OWNERS: Final = ("rasa", "rasa_sdk")


class StandInUsed(RuntimeError):
    """Something ran for real that needs a package which is not installed."""

    def __init__(self, name: str) -> None:
        """``name`` is the dotted name that was called, e.g. ``tensorflow.constant``."""
        package = name.partition(".")[0]
        hint = (
            "安装：uv sync --extra tensorflow；或在 config.yml 中换用不依赖它的组件"
            if package in {"tensorflow", "keras", "transformers"}
            else f"安装 {package}，或停用依赖它的频道、存储或服务"
        )
        super().__init__(f"用到了 {name}，但本环境没有安装 {package}。{hint}。")
        self.name = name


class _StandInType(ABCMeta):
    """The type of every stand-in.

    A class rather than an object, because Rasa inherits from these names and puts them in
    annotations; a subclass of ``ABCMeta``, because Rasa mixes them with abstract bases.
    """

    _stand_in_name: str

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        child = _make(f"{cls._stand_in_name}.{name}")
        setattr(cls, name, child)
        return child

    def __getitem__(cls, item: object) -> Any:
        return cls

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """The real thing if it is only deferred; otherwise the loud failure."""
        return _real(cls)(*args, **kwargs)

    def __iter__(cls) -> NoReturn:
        raise StandInUsed(cls._stand_in_name)


def _real(stand_in: _StandInType) -> Any:
    """What a deferred stand-in stands for, imported now.

    Raises:
        StandInUsed: if the package is not installed, or if ``stand_in`` is a class of Rasa's that
            inherits from a stand-in: its real base was needed when it was defined.
    """
    dotted = stand_in._stand_in_name
    if "_stand_in_name" not in vars(stand_in) or dotted.partition(".")[0] not in _DEFERRABLE:
        raise StandInUsed(dotted)
    return pkgutil.resolve_name(dotted)


def _make(dotted: str) -> Any:
    """An empty class called ``dotted``; an exception class where the name says so.

    ``except TelegramAPIError:`` needs something derived from ``BaseException`` at run time, also
    when nothing of the kind is ever raised.
    """
    working = _WORKING.get(dotted)
    if working is not None:
        return working
    package, _, name = dotted.rpartition(".")
    if name.endswith(("Error", "Exception", "Failed", "Failure")):
        return type(name, (Exception,), {"__module__": package})
    return _StandInType(name, (), {"__module__": package, "_stand_in_name": dotted})


class StandInModule(ModuleType):
    """A module whose every attribute is a stand-in."""

    def __getattr__(self, name: str) -> Any:
        """Called for attributes not yet made."""
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        child = _make(f"{self.__name__}.{name}")
        setattr(self, name, child)
        return child


# Two of the missing packages are *called* on paths we use, where doing nothing is right.


def _no_cors(*args: Any, **kwargs: Any) -> None:
    """``sanic_cors.CORS``: adds headers for browsers.

    Called by ``rasa run actions`` and ``rasa shell``, whose only callers are Rasa itself and a
    terminal. Without the headers a browser's cross-site call is refused: the safe side.
    """


class _NoSentryProcessor:
    """``structlog_sentry.SentryProcessor``: forwards fatal log lines to a vendor. Ours does not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def __call__(self, logger: Any, name: str, event_dict: Any) -> Any:
        return event_dict


_WORKING: Final[dict[str, Any]] = {
    # caught, together with others, when a broker cannot be reached
    "aio_pika.exceptions.CONNECTION_EXCEPTIONS": (),
    "aiormq.exceptions.ChannelNotFoundEntity": type("ChannelNotFoundEntity", (Exception,), {}),
    "sanic_cors.CORS": _no_cors,
    "structlog_sentry.SentryProcessor": _NoSentryProcessor,
}


class _StandInLoader:
    """Makes the module, or brings back the one made before: a class must not exist twice."""

    def __init__(self, made: dict[str, StandInModule]) -> None:
        self._made = made

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return self._made.setdefault(spec.name, StandInModule(spec.name))

    def exec_module(self, module: ModuleType) -> None:
        pass


class _StandIns:
    """Which stand-ins exist, and for which of Rasa's modules (the innermost is last)."""

    def __init__(self) -> None:
        self.made: dict[str, StandInModule] = {}
        self.importing: list[str] = []

    def spec(self, name: str) -> importlib.machinery.ModuleSpec:
        """How the import system is told to make the stand-in ``name``."""
        loader: Any = _StandInLoader(self.made)
        return importlib.machinery.ModuleSpec(name, loader, is_package=True)

    def defers(self, name: str) -> bool:
        """Whether the module of Rasa being imported can wait for this installed package."""
        roots = DEFERRED.get(self.importing[-1], ()) if self.importing else ()
        return name.partition(".")[0] in roots

    def replaces(self, name: str) -> bool:
        """Whether ``name`` is a package of the list, or something below a stand-in.

        Below a package that *is* installed a missing submodule stays missing.
        """
        if name in ALLOWED:
            return True
        return isinstance(sys.modules.get(name.rpartition(".")[0]), StandInModule)

    def withdraw(self) -> None:
        """Takes all stand-ins out of sight. Rasa's modules keep the references they have."""
        for name in self.made:
            if isinstance(sys.modules.get(name), StandInModule):
                del sys.modules[name]


class _LastResort:
    """The finder at the end of ``sys.meta_path``: asked when a package is not installed."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        wanted = bool(_stand_ins.importing) or _importer() in _FACTORIES
        return _stand_ins.spec(name) if wanted and _stand_ins.replaces(name) else None


def _importer() -> str:
    """The module whose code holds the import statement being carried out."""
    frame = sys._getframe(1)
    while frame.f_back is not None:
        name: str = frame.f_globals.get("__name__", "")
        if name != __name__ and not name.startswith("importlib."):
            return name
        frame = frame.f_back
    return ""


class _RasaLoader(importlib.machinery.SourceFileLoader):
    """Loads one of Rasa's modules with the last resort open."""

    def exec_module(self, module: ModuleType) -> None:
        _stand_ins.withdraw()
        _stand_ins.importing.append(module.__name__)
        try:
            with mends.around(module):
                super().exec_module(module)
        finally:
            _stand_ins.importing.pop()
            _stand_ins.withdraw()
        for callback in _after_import.pop(module.__name__, ()):
            callback()


class _Watch:
    """The finder at the front: opens the last resort for Rasa, hides stand-ins from others."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name.partition(".")[0] in _OWNERS:
            return self._rasa(name, path, target)
        if _stand_ins.defers(name):
            return _stand_ins.spec(name)
        if not _stand_ins.replaces(name):
            _stand_ins.withdraw()
        return None

    @staticmethod
    def _rasa(
        name: str, path: Sequence[str] | None, target: ModuleType | None
    ) -> importlib.machinery.ModuleSpec | None:
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and type(spec.loader) is importlib.machinery.SourceFileLoader:
            spec.loader = _RasaLoader(spec.loader.name, spec.loader.path)
        return spec


_stand_ins: Final = _StandIns()
_watch: Final = _Watch()
_last_resort: Final = _LastResort()
_after_import: dict[str, list[Callable[[], object]]] = {}


def install() -> None:
    """Adds the import hooks. Calling it again does nothing."""
    if _watch not in sys.meta_path:
        sys.meta_path.insert(0, _watch)
        sys.meta_path.append(_last_resort)


def uninstall() -> None:
    """Removes the hooks again (for tests). Modules already imported stay as they are."""
    for finder in (_watch, _last_resort):
        if finder in sys.meta_path:
            sys.meta_path.remove(finder)


def after_import(module: str, callback: Callable[[], object]) -> None:
    """Runs ``callback`` once one of Rasa's modules is imported; now, if it already is."""
    if module in sys.modules:
        callback()
    else:
        _after_import.setdefault(module, []).append(callback)


def is_stand_in(thing: object) -> bool:
    """Whether ``thing`` is a stand-in module or class (for tests and ``weiquan doctor``)."""
    return isinstance(thing, (StandInModule, _StandInType))

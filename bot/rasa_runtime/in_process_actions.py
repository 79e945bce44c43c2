"""Runs ``rasa_sdk`` actions in this process instead of posting to an action server.

Rasa calls custom actions and form validators through an ``EndpointConfig``: ``RemoteAction`` builds
the request body, awaits ``endpoint.request(json=…)`` and reads events and responses from what
comes back. :class:`InProcessActions` is such an endpoint whose ``request`` asks ``rasa_sdk``'s own
executor. Everything around it stays stock Rasa, and an action cannot tell the difference:

- Body and answer pass through JSON, with the functions the action server uses. So an action gets a
  copy it may change freely, tuples arrive as lists, and what JSON cannot carry fails here as there.
- ``ActionExecutionRejection`` becomes status 400, an unknown action 404, any other exception 500,
  raised as the ``ClientResponseError`` a real server's answer would have led to.
- The request's time limit holds, and ends in ``TimeoutError`` as with aiohttp.

**Where actions run.** ``async def run`` runs on the event loop, like everything else in a turn.
A plain ``def run`` runs in a worker thread: it may block, and on the loop it would stop every
conversation (an action server of its own would only have stopped itself). Context variables are
carried over, so the turn's unit of work is at hand in both. The hop costs about 0.1 ms.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any

from bot.rasa_runtime import prepare

prepare()  # Rasa cannot be imported without; light, and harmless when done before

from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT  # noqa: E402
from rasa.utils.endpoints import ClientResponseError, EndpointConfig  # noqa: E402
from rasa_sdk.executor import ActionExecutor  # noqa: E402
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException  # noqa: E402
from sanic.request import json_loads  # type: ignore[attr-defined]  # noqa: E402
from sanic.response import json_dumps  # type: ignore[attr-defined]  # noqa: E402

if TYPE_CHECKING:
    from rasa.core.utils import AvailableEndpoints

logger = logging.getLogger(__name__)

Run = Callable[..., Any]


class ActionsNotLoaded(Exception):
    """The package of actions, or something it imports, cannot be imported."""

    def __init__(self, package: str, cause: BaseException | None) -> None:
        super().__init__(f"动作包 {package} 无法导入：{cause}。请检查包名、路径和它的依赖。")


class InProcessActions(EndpointConfig):  # type: ignore[misc]
    """An action endpoint that needs no server.

    Pass it as ``action_endpoint=`` to ``Agent``, or use :func:`host_actions` on what was read from
    ``endpoints.yml`` and pass that to ``load_agent``.
    """

    def __init__(self, package: str | ModuleType, **kwargs: Any) -> None:
        """Imports ``package`` with all modules below and registers every concrete ``Action``.

        ``kwargs`` are those of ``EndpointConfig``, of which ``enable_selective_domain`` matters:
        true keeps the domain out of the body, and saves its copy, for actions that do not ask.

        Raises:
            ActionsNotLoaded: if an import fails (rasa_sdk would have ended the process).
        """
        name = package if isinstance(package, str) else package.__name__
        super().__init__(url=f"in-process:{name}", **kwargs)
        self.package = package
        self.executor = ActionExecutor()
        try:
            self.executor.register_package(package)
        except SystemExit as exit_:
            raise ActionsNotLoaded(name, exit_.__context__) from exit_.__context__
        for action, run in self.executor.actions.items():
            if not inspect.iscoroutinefunction(run):
                self.executor.actions[action] = _in_thread(run)

    def copy(self) -> InProcessActions:
        """A second endpoint on the same package (Rasa copies endpoint configurations)."""
        return InProcessActions(self.package, **self.kwargs)

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Runs the action named in ``kwargs["json"]`` and returns ``{events, responses}``.

        The signature is that of ``EndpointConfig.request``; what only concerns HTTP is ignored.

        Raises:
            ClientResponseError: if the action rejects, is unknown or fails.
            TimeoutError: after ``kwargs["timeout"]`` seconds.
        """
        call = json_loads(json.dumps(kwargs["json"]))
        async with asyncio.timeout(kwargs.get("timeout", DEFAULT_REQUEST_TIMEOUT)):
            return await self._answer(call)

    async def _answer(self, call: dict[str, Any]) -> Any:
        """What the web handler of ``rasa_sdk.endpoint.create_app`` does."""
        try:
            return json.loads(json_dumps(await self.executor.run(call)))
        except ActionExecutionRejection as rejection:
            body = {"error": rejection.message, "action_name": rejection.action_name}
            raise _failure(400, "Bad Request", body) from rejection
        except ActionNotFoundException as unknown:
            logger.error(unknown)
            body = {"error": unknown.message, "action_name": unknown.action_name}
            raise _failure(404, "Not Found", body) from unknown
        except Exception as error:
            # The server's answer also repeats the request. It would end in the log, with all the
            # person said; so ours does not.
            logger.exception("Action %r failed.", call.get("next_action"))
            raise _failure(500, "Internal Server Error", {"error": str(error)}) from error


def host_actions(endpoints: AvailableEndpoints, package: str | ModuleType) -> AvailableEndpoints:
    """Replaces the action server of ``endpoints.yml`` by ``package`` in this process.

    Options of the replaced endpoint that concern the body (``enable_selective_domain``) are kept.
    """
    options = dict(endpoints.action.kwargs) if endpoints.action else {}
    endpoints.action = InProcessActions(package, **options)
    return endpoints


def _failure(status: int, reason: str, body: dict[str, Any]) -> ClientResponseError:
    return ClientResponseError(status, reason, json.dumps(body))


def _in_thread(run: Run) -> Callable[..., Awaitable[Any]]:
    """Wraps a plain ``run`` so that it works off the event loop (see the module's docstring)."""

    async def run_in_thread(dispatcher: Any, tracker: Any, domain: Any) -> Any:
        events = await asyncio.to_thread(run, dispatcher, tracker, domain)
        return await events if inspect.isawaitable(events) else events

    return run_in_thread

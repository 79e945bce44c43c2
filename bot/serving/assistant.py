"""The loaded agent: one message in, replies out, conversations in our store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.channels.port import Incoming, Reply
from bot.rasa_runtime.in_process_actions import InProcessActions
from bot.serving.tracker_store import ConversationStore

ACTIONS = "actions"


class NoReply(Exception):
    """The agent had nothing to say, which is never right."""


class Assistant:
    """Rasa's agent with our tracker store and with actions in this process."""

    def __init__(self, model: Path, store: ConversationStore) -> None:
        # Selective: no action asks for the domain, so it is not copied into each call.
        self._agent = Agent(action_endpoint=InProcessActions(ACTIONS, enable_selective_domain=True))
        # Not through the constructor: it would wrap the store into one that falls back to memory.
        self._agent.tracker_store = store
        self._agent.load_model(model)

    async def answer(self, message: Incoming) -> list[Reply]:
        """Run one turn. Raises what went wrong, `NoReply` when nothing was said."""
        channel = CollectingOutputChannel()
        await self._agent.handle_message(
            UserMessage(
                message.text,
                channel,
                message.conversation,
                input_channel=message.channel,
                message_id=message.key,
                metadata=message.details,
            )
        )
        replies = list(_joined(channel.messages))
        if not replies:
            raise NoReply
        return replies


def _joined(messages: list[dict[str, Any]]) -> list[Reply]:
    """Rasa sends the text and the structured part of one utterance apart; here they are one."""
    replies: list[Reply] = []
    for message in messages:
        custom = message.get("custom")
        if custom and replies and replies[-1].custom is None:
            replies[-1] = Reply(replies[-1].text, custom)
        else:
            replies.append(Reply(message.get("text", ""), custom))
    return replies

"""Conversation: what the assistant does in a turn. rasa_sdk only; one skill a file.

An action reads slots and the latest message (`actions.turn`), makes one call, and returns events.
The matter under discussion lives in the slot `matter` (`actions.matter`).
"""

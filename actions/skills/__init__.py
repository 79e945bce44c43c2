"""Rasa's actions: one skill a file. What they have in common is `actions.skill`."""

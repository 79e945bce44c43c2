"""The test assistant's actions: one of each kind that the runtime must carry unchanged."""

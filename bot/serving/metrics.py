"""Counters of the process, served at /metrics in Prometheus' form."""

from prometheus_client import Counter, Gauge, Histogram

TURNS = Counter("weiquan_turns_total", "Turns ended", ["channel", "outcome"])
FAILURES = Counter("weiquan_turn_failures_total", "Turns that ended in an apology", ["reason"])
SECONDS = Histogram(
    "weiquan_turn_seconds",
    "From message kept to replies written",
    ["channel"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8),
)
WAITING = Gauge("weiquan_inbox_waiting", "Messages kept whose turn has not ended")
CHORES = Counter("weiquan_chores_total", "Background work by its outcome", ["what", "outcome"])

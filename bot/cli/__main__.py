"""`python -m bot.cli` is `weiquan`."""

from bot.cli import main

main()

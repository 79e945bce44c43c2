"""The staff's door: `/console/api/*`, behind a log-in."""

from bot.channels.console.routes import router

__all__ = ["router"]

"""`weiquan wechat …`: what an operator does with the official account."""

from __future__ import annotations

import asyncio

import typer

from bot import clock
from bot.cli.common import UserError
from bot.settings import Settings

wechat = typer.Typer(help="微信公众号：菜单。", no_args_is_help=True)
menu = typer.Typer(help="公众号的菜单。", no_args_is_help=True)
wechat.add_typer(menu, name="menu")

REFUSED = (
    "微信没有接受菜单（错误码{code}）。请核对 AppID 和 AppSecret，看看本机的出口 IP 在不在"
    "公众平台的 IP 白名单里，再看账号有没有自定义菜单的权限。"
)
UNREACHED = "连不上微信，或者微信正忙。请看看本机能不能访问 {host}，过几分钟再试。"


@menu.command()
def push() -> None:
    """把 menu.yml 里的菜单发布到公众号。"""
    from bot.channels.wechat import HOST, ApiError
    from bot.channels.wechat.errors import Busy
    from bot.channels.wechat.menu import MenuError, load

    settings = Settings()
    if not settings.wechat_app_id:
        raise UserError("还没有设置 WEIQUAN_WECHAT_APP_ID，见 docs/tasks/connect-wechat.md。")
    try:
        buttons = load().buttons
        asyncio.run(_pushed(settings, {"button": buttons}))
    except MenuError as error:
        raise UserError(str(error)) from None
    except Busy:
        raise UserError(UNREACHED.format(host=HOST)) from None
    except ApiError as error:
        raise UserError(REFUSED.format(code=error.code)) from None
    typer.echo(f"菜单已发布，共{len(buttons)}个按钮。微信里最多5分钟后能看到。")


async def _pushed(settings: Settings, body: dict[str, object]) -> None:
    from bot.serving.storage import open_database
    from bot.serving.wechat_parts import open_api, open_client

    settings.work.mkdir(parents=True, exist_ok=True)
    engine = open_database(settings.database)
    try:
        async with open_client() as client:
            await open_api(settings, engine, settings.cipher, client, clock.now).make_menu(body)
    finally:
        engine.dispose()

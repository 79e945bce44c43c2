"""Every setting of the service; the only reader of the environment.

Each field is the variable WEIQUAN_<NAME>; a file of that name below /run/secrets does as well.
`PORT` alone also chooses the port, as hosts of containers expect.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url

from complaints import Cipher
from complaints.delivery import Webhook
from complaints.hours import NO_HOLIDAYS, Hours

ROOT = Path(__file__).resolve().parent.parent
_SECRETS = Path("/run/secrets")
_AES_KEY = re.compile(r"[A-Za-z0-9]{43}")
_WECHAT_TOKEN = re.compile(r"[A-Za-z0-9]{3,32}")
_PAGE = re.compile(r"https://[a-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9/_-]*)?")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?")

DELIVERY_NEEDS = {
    "mail": ("mail_host", "mail_from", "mail_to"),
    "webhook": ("webhook_url", "webhook_secret"),
    "folder": ("delivery_folder",),
}
"""The settings without which a way of delivery cannot be chosen."""


class Settings(BaseSettings):
    """`environment` production asks for keys and a database of its own and closes the REST door."""

    model_config = SettingsConfigDict(
        env_prefix="WEIQUAN_", secrets_dir=_SECRETS if _SECRETS.is_dir() else None, extra="ignore"
    )

    environment: Literal["development", "production"] = "development"
    host: str = "127.0.0.1"
    port: int = Field(
        default=5005, ge=1, le=65535, validation_alias=AliasChoices("PORT", "WEIQUAN_PORT")
    )
    work: Path = ROOT / ".work"
    """Where everything built or stored goes: knowledge base, models, SQLite database, keys."""
    database_url: str | None = None
    """An SQLAlchemy address; without it SQLite in `work`."""
    keys: SecretStr | None = None
    """Fernet keys, comma-separated, the newest first; in development made on the first start."""
    rest: bool | None = None
    """Whether /webhooks/rest/webhook is open; by default only in development."""
    desk_hours: str = "1-5 09:00-17:30"
    """When staff take conversations over; see `complaints.hours`."""
    operator: str = "维权助手的运营方"
    """Who runs this installation, as people are told when they are asked for consent."""
    operator_contact: str = "对话里的人工客服"
    keep_days: int = Field(default=180, ge=1)
    """How long finished cases and silent conversations are kept."""
    delivery: Literal["queue", "mail", "webhook", "folder", "none"] = "queue"
    """How a submitted case reaches those who handle it: `queue` keeps it for the staff of this
    installation, `none` tells nobody; the other ways need the settings named after them."""
    delivery_folder: Path | None = None
    """Where `folder` writes a folder a case, readable by its owner only."""
    mail_host: str = ""
    mail_port: int = Field(default=465, ge=1, le=65535)
    mail_security: Literal["tls", "starttls"] = "tls"
    """`tls` from the first byte (port 465) or `starttls` (port 587)."""
    mail_user: str = ""
    mail_password: SecretStr = SecretStr("")
    mail_from: str = ""
    mail_to: str = ""
    webhook_url: str = ""
    """Where `webhook` posts a case, https only; see `complaints.delivery.webhook`."""
    webhook_secret: SecretStr = SecretStr("")
    """What its requests are signed with, 16 bytes at least."""
    origins: str = ""
    """Other sites that may embed the chat, as `https://host`, comma-separated."""
    messages_a_minute: int = Field(default=40, ge=1)
    """Of one conversation in the web chat or in WeChat."""
    messages_a_minute_from_address: int = Field(default=600, ge=1)
    """Of one network address: many people may share one."""
    conversations_a_minute_from_address: int = Field(default=60, ge=1)
    wechat_app_id: str = ""
    """AppID of a WeChat official account; the channel is off without it."""
    wechat_secret: SecretStr = SecretStr("")
    wechat_token: SecretStr = SecretStr("")
    """What WeChat signs its pushes with, as the operator wrote it there."""
    wechat_aes_keys: SecretStr = SecretStr("")
    """EncodingAESKeys, comma-separated, the newest first; two while one replaces the other."""
    wechat_mode: Literal["plain", "compatible", "safe"] = "safe"
    wechat_verified: bool = False
    """Whether the account may write first (客服消息)."""
    wechat_handoff: Literal["our_console", "wechat_kf"] = "our_console"
    """Who takes people over: our desk, or WeChat's own."""
    wechat_page: str = ""
    """Where people reach this service in a browser, as `https://host`; without it no links."""
    turn_seconds: float = Field(default=8.0, gt=0)
    """After this a turn is cut short and the person is told."""

    @model_validator(mode="after")
    def _production_has_its_own(self) -> Settings:
        if self.environment == "production" and not (self.keys and self.database_url):
            raise ValueError("生产环境必须设置 WEIQUAN_KEYS 和 WEIQUAN_DATABASE_URL")
        return self

    @model_validator(mode="after")
    def _delivery_has_what_it_needs(self) -> Settings:
        needed = [name for name in DELIVERY_NEEDS.get(self.delivery, ()) if not getattr(self, name)]
        if needed:
            names = "、".join(f"WEIQUAN_{name.upper()}" for name in needed)
            raise ValueError(f"WEIQUAN_DELIVERY={self.delivery} 还需要设置 {names}")
        if self.delivery == "webhook":
            self.webhook(lambda: datetime.now(UTC))
        return self

    @model_validator(mode="after")
    def _wechat_has_what_it_needs(self) -> Settings:
        if not self.wechat_app_id:
            return self
        needed = ["wechat_secret", "wechat_token"]
        needed += [] if self.wechat_mode == "plain" else ["wechat_aes_keys"]
        missing = [name for name in needed if not getattr(self, name)]
        if missing:
            names = "、".join(f"WEIQUAN_{name.upper()}" for name in missing)
            raise ValueError(f"接微信公众号（WEIQUAN_WECHAT_APP_ID）还需要设置 {names}")
        return self

    @field_validator("wechat_token")
    @classmethod
    def _wechat_token_fits(cls, token: SecretStr) -> SecretStr:
        if token and not _WECHAT_TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("应当是3到32个字母或数字，和公众平台里填的 Token 一样")
        return token

    @field_validator("wechat_aes_keys")
    @classmethod
    def _wechat_keys_fit(cls, keys: SecretStr) -> SecretStr:
        found = _listed(keys.get_secret_value())
        if len(found) > 2 or not all(_AES_KEY.fullmatch(key) for key in found):
            raise ValueError(
                "应当是公众平台里的 EncodingAESKey（43个字母或数字），换密钥时最多两把，用逗号隔开"
            )
        return keys

    @field_validator("wechat_page")
    @classmethod
    def _wechat_page_fits(cls, page: str) -> str:
        if page and not _PAGE.fullmatch(page):
            raise ValueError("应当像 https://www.example.cn，微信只打开 https 网页")
        return page.rstrip("/")

    @field_validator("keys")
    @classmethod
    def _keys_fit(cls, keys: SecretStr | None) -> SecretStr | None:
        if keys:
            try:
                Cipher(keys.get_secret_value().split(","))
            except ValueError:
                raise ValueError("里有不合格的密钥：每把应是 Fernet 密钥，用逗号隔开") from None
        return keys

    @field_validator("desk_hours")
    @classmethod
    def _hours_can_be_read(cls, line: str) -> str:
        Hours.parse(line, NO_HOLIDAYS)
        return line

    @field_validator("origins")
    @classmethod
    def _origins_fit(cls, origins: str) -> str:
        for origin in _listed(origins):
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"里的“{origin}”不对：每个应像 https://www.example.cn，用逗号隔开")
        return origins

    @property
    def allowed_origins(self) -> tuple[str, ...]:
        return _listed(self.origins)

    @property
    def wechat_keys(self) -> tuple[str, ...]:
        """The EncodingAESKeys."""
        return _listed(self.wechat_aes_keys.get_secret_value())

    @property
    def rest_open(self) -> bool:
        return self.environment == "development" if self.rest is None else self.rest

    def webhook(self, now: Callable[[], datetime]) -> Webhook:
        """The way of delivery `webhook`. Raises `ValueError` for an unfit address or secret."""
        return Webhook(self.webhook_url, self.webhook_secret.get_secret_value().encode(), now)

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.work / 'weiquan.sqlite'}"

    @property
    def knowledge_file(self) -> Path:
        return self.work / "knowledge.sqlite"

    @property
    def official_file(self) -> Path:
        """Official texts imported by the operator."""
        return self.work / "official.sqlite"

    @property
    def evidence(self) -> Path:
        """The folder of the sealed files that people sent: beside an SQLite database, because
        files that the database does not know are swept out of it."""
        url = make_url(self.database)
        beside = url.get_backend_name() == "sqlite" and url.database
        return (Path(beside).parent if beside else self.work) / "evidence"

    @property
    def kept_words(self) -> str:
        """How long data is kept, as people are told."""
        return f"办结后（没有交投诉的，从最后一次说话算）保存{self.keep_days}天"

    @property
    def models(self) -> Path:
        return self.work / "models"

    @cached_property
    def cipher(self) -> Cipher:
        """The encryption of this installation."""
        if self.keys:
            return Cipher(self.keys.get_secret_value().split(","))
        return Cipher([_key_file(self.work / "keys")])


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _key_file(path: Path) -> str:
    """A key kept beside the development database, made when missing, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(Cipher.new_key())
    return path.read_text().strip()

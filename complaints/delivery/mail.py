"""Delivery by e-mail, always encrypted on the way."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal

from complaints.cases import Case
from complaints.delivery.port import DeliveryFailed, Receipt, check_size, submission
from complaints.documents import Document

_KINDS = {"complaint": "投诉", "report": "举报"}


@dataclass(frozen=True)
class MailServer:
    """`security`: `tls` from the first byte (port 465) or `starttls` (port 587).

    `context`: which certificates are trusted; by default the system's.
    """

    host: str
    port: int = 465
    security: Literal["tls", "starttls"] = "tls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 20.0
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)


class Mail:
    """A message with the documents attached. The subject, which everyone on the way may read in
    lists and notices, holds the number and the kind only."""

    name = "mail"
    takes_documents = True

    def __init__(self, server: MailServer, sender: str, to: str) -> None:
        self._server, self._sender, self._to = server, sender, to

    def deliver(self, case: Case, documents: Sequence[Document]) -> Receipt:
        """Send the message; the receipt's reference is its Message-ID. Raises `DeliveryFailed`."""
        check_size(documents)
        message = self._message(case, documents)
        try:
            with self._connected() as server:
                server.send_message(message)
        except smtplib.SMTPAuthenticationError as error:
            raise DeliveryFailed("邮件服务器不接受用户名或密码。") from error
        except smtplib.SMTPException as error:
            raise DeliveryFailed("邮件服务器没有收下邮件。") from error
        except OSError as error:
            raise DeliveryFailed("连不上邮件服务器，或者它的证书不可信。") from error
        return Receipt(self.name, str(message["Message-ID"]))

    def _message(self, case: Case, documents: Sequence[Document]) -> EmailMessage:
        kind = _KINDS[case.file.kind]
        message = EmailMessage()
        message["From"], message["To"] = self._sender, self._to
        message["Subject"] = f"{kind} {case.number}"
        # The same for every try, so that a mail sent twice can be seen to be one.
        message["Message-ID"] = f"<{submission(case)}@{self._server.host}>"
        message["Date"] = case.submitted_at
        message.set_content(f"{kind} {case.number}，内容见附件。\n")
        for document in documents:
            main, _, sub = document.media_type.partition("/")
            message.add_attachment(
                document.data, maintype=main, subtype=sub, filename=document.name
            )
        return message

    def _connected(self) -> smtplib.SMTP:
        about = self._server
        server: smtplib.SMTP
        if about.security == "tls":
            server = smtplib.SMTP_SSL(
                about.host, about.port, timeout=about.timeout, context=about.context
            )
        else:
            server = smtplib.SMTP(about.host, about.port, timeout=about.timeout)
        try:
            if about.security == "starttls":
                server.starttls(context=about.context)
            if about.user:
                server.login(about.user, about.password)
        except BaseException:
            server.close()
            raise
        return server

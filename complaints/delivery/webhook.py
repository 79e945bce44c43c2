"""Delivery to another system: a signed POST of JSON over HTTPS.

    X-Weiquan-Timestamp: seconds since 1970
    X-Weiquan-Signature: hexadecimal HMAC-SHA256 of "<timestamp>." and the body, keyed by the secret
    Idempotency-Key:     the same whenever the same submission is sent again

The receiver compares the signature in constant time and refuses timestamps that are old.
"""

from __future__ import annotations

import base64
import hmac
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from complaints.cases import Case
from complaints.delivery.port import (
    DeliveryFailed,
    Receipt,
    check_size,
    record,
    submission,
)
from complaints.documents import Document

_MAX_ANSWER = 64 * 1024
_MAX_REFERENCE = 100


def signature(secret: bytes, timestamp: int, body: bytes) -> str:
    """What the signature header must say."""
    return hmac.digest(secret, f"{timestamp}.".encode() + body, "sha256").hex()


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would carry personal data to an address nobody configured."""

    def redirect_request(self, *details: Any) -> None:
        return None


class Webhook:
    """`url` must be https, unless its host stands in `plain_hosts` (a machine of one's own).

    Raises `ValueError` for an address that may not be used.
    """

    name = "webhook"
    takes_documents = True

    def __init__(
        self,
        url: str,
        secret: bytes,
        now: Callable[[], datetime],
        plain_hosts: Collection[str] = (),
        timeout: float = 20.0,
    ) -> None:
        parts = urlsplit(url)
        allowed = parts.scheme == "https" or (
            parts.scheme == "http" and parts.hostname in plain_hosts
        )
        if not allowed or not parts.hostname or parts.username is not None:
            raise ValueError("投递地址要用 https，并且不能带用户名和密码。")
        if len(secret) < 16:
            raise ValueError("投递签名的密钥至少要16个字节。")
        self._url, self._secret, self._now, self._timeout = url, secret, now, timeout
        # No proxies: they would be read from the environment.
        self._open = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), _NoRedirects()
        ).open

    def deliver(self, case: Case, documents: Sequence[Document]) -> Receipt:
        """Post the case; the reference is the `reference` of a JSON answer, else our number. Raises `DeliveryFailed`."""
        check_size(documents)
        try:
            with self._open(self._request(case, documents), timeout=self._timeout) as answer:
                read = answer.read(_MAX_ANSWER)
        except urllib.error.HTTPError as error:
            error.close()
            raise DeliveryFailed(f"对方没有收下，状态码{error.code}。") from error
        except (OSError, http.client.HTTPException) as error:
            raise DeliveryFailed("连不上对方，或者它的证书不可信。") from error
        return Receipt(self.name, _reference(read) or case.number)

    def _request(self, case: Case, documents: Sequence[Document]) -> urllib.request.Request:
        attached = [
            {
                "name": document.name,
                "media_type": document.media_type,
                "content": base64.b64encode(document.data).decode(),
            }
            for document in documents
        ]
        body = json.dumps({**record(case), "documents": attached}).encode()
        timestamp = int(self._now().timestamp())
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": submission(case),
            "X-Weiquan-Timestamp": str(timestamp),
            "X-Weiquan-Signature": signature(self._secret, timestamp, body),
        }
        return urllib.request.Request(self._url, body, headers, method="POST")


def _reference(answer: bytes) -> str:
    """`reference` of an answer that is a JSON object, else nothing."""
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        return ""
    found = told.get("reference", "") if isinstance(told, dict) else ""
    return found[:_MAX_REFERENCE] if isinstance(found, str) else ""

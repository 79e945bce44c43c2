"""A mail server that keeps what it is sent: SMTP with TLS from the start or by STARTTLS."""

from __future__ import annotations

import base64
import datetime
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def certificate(folder: Path, name: str = "localhost") -> Path:
    """A file with a fresh key and the certificate it signed for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


class MailServer(socketserver.ThreadingTCPServer):
    """`refuse`: a command answered with an error, `login`: the only user and password taken."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, pem: Path, security: Literal["tls", "starttls", "plain"]) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(pem)
        self.security = security
        self.received: list[bytes] = []
        self.refuse = ""
        self.login = ("", "")

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some tests are about."""


class _Talk(socketserver.StreamRequestHandler):
    server: MailServer

    def setup(self) -> None:
        if self.server.security == "tls":
            self.request = self.server.context.wrap_socket(self.request, server_side=True)
        super().setup()
        self.encrypted = self.server.security == "tls"

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("220 localhost")
        while line := self.rfile.readline():
            verb = line[:4].decode().upper().strip()
            if verb == self.server.refuse:
                self.say("554 no")
            elif verb == "EHLO":
                offers = ["localhost", "AUTH PLAIN"]
                if self.server.security == "starttls" and not self.encrypted:
                    offers.append("STARTTLS")
                for offer in offers[:-1]:
                    self.say(f"250-{offer}")
                self.say(f"250 {offers[-1]}")
            elif verb == "STAR":
                self.say("220 go")
                self.request = self.server.context.wrap_socket(self.request, server_side=True)
                self.rfile.close()
                self.rfile = self.request.makefile("rb")
                self.wfile = self.request.makefile("wb", buffering=0)
                self.encrypted = True
            elif verb == "AUTH":
                told = base64.b64decode(line.split()[2]).decode().split("\0")[1:]
                self.say("235 ok" if tuple(told) == self.server.login else "535 no")
            elif verb == "DATA":
                self.say("354 go")
                lines = list(iter(self.rfile.readline, b".\r\n"))
                self.server.received.append(b"".join(lines))
                self.say("250 ok")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")


@contextmanager
def running(server: socketserver.TCPServer) -> Iterator[None]:
    """A server in a thread of its own."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""Delivery: each adapter against a real peer, and the dispatcher that never gives up."""

from __future__ import annotations

import base64
import csv
import hmac
import http.server
import io
import json
import ssl
from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from complaints.cases import Case, Cases
from complaints.database import unit_of_work
from complaints.delivery import (
    ConsoleQueue,
    Delivery,
    DeliveryFailed,
    Dispatch,
    Folder,
    Mail,
    Nothing,
    Receipt,
    Webhook,
    export,
)
from complaints.delivery import MailServer as Server
from complaints.delivery.batch import defused
from complaints.delivery.dispatch import LEASE, PAUSES
from complaints.delivery.port import MAX_BYTES
from complaints.documents import Document
from complaints.states import CITIZEN, SYSTEM
from tests.complaints.store import Clock, case_file, new_cases, submitted
from tests.fakes.mail_server import MailServer, certificate, running

PDF = Document("投诉书.pdf", "application/pdf", b"%PDF-1.7 ...")
HUGE = Document("证据.pdf", "application/pdf", bytes(MAX_BYTES + 1))
SECRET = b"a secret of some length"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cases(engine: Engine, clock: Clock) -> Cases:
    return new_cases(engine, clock)


@pytest.fixture
def case() -> Case:
    return Case("WQ-0000-0000-0001", "c", "submitted", case_file(), Clock()(), ())


# --- e-mail -----------------------------------------------------------------------------------


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    return certificate(tmp_path)


def mail(server: MailServer, pem: Path, security: Any, **login: str) -> Mail:
    trusted = ssl.create_default_context(cafile=str(pem))
    about = Server("localhost", server.port, security, timeout=5, context=trusted, **login)
    return Mail(about, "weiquan@example.cn", "desk@example.cn")


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_mail_arrives_encrypted_with_its_documents(case: Case, pem: Path, security: Any) -> None:
    server = MailServer(pem, security)
    with running(server):
        sent = mail(server, pem, security, user="desk", password="pass")
        server.login = ("desk", "pass")
        receipt = sent.deliver(case, [PDF])
    message = message_from_bytes(server.received[0], policy=policy.default)
    assert message["Subject"] == "投诉 WQ-0000-0000-0001"
    assert message["Message-ID"] == receipt.reference
    attached = next(message.iter_attachments())
    assert attached.get_filename() == "投诉书.pdf"
    assert attached.get_content() == PDF.data
    assert "王小明" not in str(message["Subject"])


def test_the_same_submission_sent_twice_has_the_same_id(case: Case, pem: Path) -> None:
    server = MailServer(pem, "tls")
    with running(server):
        sent = mail(server, pem, "tls")
        assert sent.deliver(case, [PDF]) == sent.deliver(case, [PDF])


def test_a_server_that_offers_no_encryption_gets_nothing(case: Case, pem: Path) -> None:
    server = MailServer(pem, "plain")
    with running(server), pytest.raises(DeliveryFailed):
        mail(server, pem, "starttls").deliver(case, [PDF])
    assert server.received == []


def test_a_server_with_a_strange_certificate_gets_nothing(
    case: Case, pem: Path, tmp_path: Path
) -> None:
    server = MailServer(pem, "tls")
    other = certificate(tmp_path, "elsewhere")
    with running(server), pytest.raises(DeliveryFailed, match="证书"):
        mail(server, other, "tls").deliver(case, [PDF])
    assert server.received == []


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_refuses_is_a_failure(case: Case, pem: Path, command: str) -> None:
    server = MailServer(pem, "tls")
    server.refuse = command
    with running(server), pytest.raises(DeliveryFailed, match="没有收下"):
        mail(server, pem, "tls").deliver(case, [PDF])


def test_a_wrong_password_is_a_failure(case: Case, pem: Path) -> None:
    server = MailServer(pem, "tls")
    server.login = ("desk", "right")
    with running(server), pytest.raises(DeliveryFailed, match="密码"):
        mail(server, pem, "tls", user="desk", password="wrong").deliver(case, [PDF])


def test_a_server_that_is_not_there_is_a_failure(case: Case, pem: Path) -> None:
    server = MailServer(pem, "tls")
    server.server_close()
    with pytest.raises(DeliveryFailed, match="连不上"):
        mail(server, pem, "tls").deliver(case, [PDF])


# --- webhook ----------------------------------------------------------------------------------


class Peer(http.server.ThreadingHTTPServer):
    """Another system; answers with what the test says."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.status, self.headers, self.body = 200, {}, b'{"reference": "A-17"}'

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/cases"


class _Answer(http.server.BaseHTTPRequestHandler):
    server: Peer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *details: Any) -> None:
        pass


@pytest.fixture
def peer() -> Iterator[Peer]:
    peer = Peer()
    with running(peer):
        yield peer


def hook(peer: Peer, clock: Clock) -> Webhook:
    return Webhook(peer.url, SECRET, clock, plain_hosts=["127.0.0.1"], timeout=5)


def test_a_case_is_posted_with_its_signature(case: Case, peer: Peer, clock: Clock) -> None:
    assert hook(peer, clock).deliver(case, [PDF]) == Receipt("webhook", "A-17")
    path, headers, body = peer.got[0]
    told = json.loads(body)
    assert path == "/cases"
    assert told["number"] == case.number
    assert told["fields"]["merchant_name"] == "飞跃健身"
    assert base64.b64decode(told["documents"][0]["content"]) == PDF.data
    timestamp = headers["X-Weiquan-Timestamp"]
    assert int(timestamp) == int(clock().timestamp())
    signed = hmac.new(SECRET, timestamp.encode() + b"." + body, "sha256").hexdigest()
    assert headers["X-Weiquan-Signature"] == signed


def test_the_same_submission_is_posted_with_the_same_key(
    cases: Cases, peer: Peer, clock: Clock
) -> None:
    number = submitted(cases)
    hook(peer, clock).deliver(cases.by_number(number), [])
    cases.note(number, SYSTEM, "delivery_failed", "连不上对方")
    hook(peer, clock).deliver(cases.by_number(number), [])
    assert len({headers["Idempotency-Key"] for _, headers, _ in peer.got}) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 404, 500, 503])
def test_an_answer_that_is_no_success_is_a_failure_and_is_not_followed(
    case: Case, peer: Peer, clock: Clock, status: int
) -> None:
    peer.status, peer.headers = status, {"Location": f"{peer.url}/elsewhere"}
    with pytest.raises(DeliveryFailed, match=str(status)):
        hook(peer, clock).deliver(case, [])
    assert len(peer.got) == 1


@pytest.mark.parametrize(
    "body", [b"", b"ok", b"[1]", b'{"reference": 5}', b"\xff", b"[" * 60_000], ids=range(6)
)
def test_an_answer_without_a_reference_gives_our_number(
    case: Case, peer: Peer, clock: Clock, body: bytes
) -> None:
    peer.body = body
    assert hook(peer, clock).deliver(case, []).reference == case.number


def test_a_peer_that_is_not_there_is_a_failure(case: Case, clock: Clock) -> None:
    peer = Peer()
    peer.server_close()
    with pytest.raises(DeliveryFailed, match="连不上"):
        hook(peer, clock).deliver(case, [])


@pytest.mark.parametrize(
    "url",
    [
        "http://example.cn/cases",
        "http://127.0.0.1.example.cn/",
        "https://user:word@example.cn/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "https://",
        "",
    ],
)
def test_an_address_that_would_show_the_case_to_others_is_refused(url: str, clock: Clock) -> None:
    with pytest.raises(ValueError, match="https"):
        Webhook(url, SECRET, clock, plain_hosts=["127.0.0.1"])


def test_a_short_secret_is_refused(clock: Clock) -> None:
    with pytest.raises(ValueError, match="密钥"):
        Webhook("https://example.cn/", b"short", clock)


# --- files ------------------------------------------------------------------------------------


def test_cases_as_a_table(case: Case) -> None:
    other = Case("WQ-2", "d", "closed", case_file(fields={"amount": "3000"}), Clock()(), ())
    data = export([case, other], "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["number"] for row in rows] == [case.number, "WQ-2"]
    assert [row["amount"] for row in rows] == ["", "3000"]
    assert rows[0]["account"] == "办卡三千元，第二天想退。"


def test_cases_as_json(case: Case) -> None:
    told = json.loads(export([case, case], "json"))
    assert len(told) == 2
    assert told[0]["facts"] == {"amount": 3000}
    assert json.loads(export([], "json")) == []


def test_what_the_person_rewrote_is_what_is_told(case: Case) -> None:
    file = case_file(edited={"account": "改过的经过"})
    edited = Case(case.number, "c", "submitted", file, case.submitted_at, ())
    assert json.loads(export([edited], "json"))[0]["fields"]["account"] == "改过的经过"


FORMULAS = [
    "=1+1",
    "+86 138",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1",
    "＋1",
    "－1",
    "＠a",
]


@pytest.mark.parametrize("cell", FORMULAS, ids=repr)
def test_a_cell_that_would_be_a_formula_is_not_one(case: Case, cell: str) -> None:
    file = case_file(fields={"merchant_name": cell})
    risky = Case(case.number, "c", "submitted", file, case.submitted_at, ())
    rows = list(csv.DictReader(io.StringIO(export([risky], "csv").decode("utf-8-sig"))))
    assert rows[0]["merchant_name"].startswith("'")


@pytest.mark.parametrize("cell", ["", "飞跃健身", "a=b", "1-2", "电话：+86", "第一行\n第二行"])
def test_an_ordinary_cell_stays_as_it_is(cell: str) -> None:
    assert defused(cell) == cell


def test_control_characters_and_half_characters_leave_the_table() -> None:
    assert defused("飞\x00跃\x0b健\ud83d身") == "飞跃健身"


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_case_in_a_folder_is_whole_and_private(case: Case, tmp_path: Path, form: Any) -> None:
    place = tmp_path / "out"
    outside = Document("../../evil.pdf", "application/pdf", b"x")
    receipt = Folder(place, form).deliver(case, [PDF, outside])
    files = {path.name: path for path in (place / receipt.reference).iterdir()}
    assert set(files) == {"投诉书.pdf", "evil.pdf", f"case.{form}"}
    assert {path.stat().st_mode & 0o777 for path in files.values()} == {0o600}
    assert files["投诉书.pdf"].read_bytes() == PDF.data
    assert Folder(place, form).deliver(case, [PDF]) == receipt


def test_a_folder_that_cannot_be_written_is_a_failure(case: Case, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(DeliveryFailed, match="文件夹"):
        Folder(tmp_path / "out").deliver(case, [])


def test_too_many_bytes_are_sent_nowhere(
    case: Case, pem: Path, peer: Peer, clock: Clock, tmp_path: Path
) -> None:
    server = MailServer(pem, "tls")
    server.server_close()
    ways: list[Delivery] = [mail(server, pem, "tls"), hook(peer, clock), Folder(tmp_path / "o")]
    for way in ways:
        with pytest.raises(DeliveryFailed, match="太大"):
            way.deliver(case, [HUGE])
    assert peer.got == []


# --- the dispatcher ---------------------------------------------------------------------------


class Unsteady:
    """A way of delivery that fails as often as it is told to."""

    name, takes_documents = "unsteady", True

    def __init__(self, failures: int = 0, error: Exception | None = None) -> None:
        self.failures, self.error = failures, error or DeliveryFailed("对方没有收下，状态码503。")
        self.sent: list[str] = []

    def deliver(self, case: Case, documents: Sequence[Document]) -> Receipt:
        if self.failures:
            self.failures -= 1
            raise self.error
        self.sent.append(case.number)
        return Receipt(self.name, "A-17")


def dispatch(engine: Engine, cases: Cases, clock: Clock, *ways: Delivery) -> Dispatch:
    return Dispatch(engine, cases, {way.name: way for way in ways}, lambda case: [PDF], clock)


def test_by_default_the_case_waits_for_the_staff(
    engine: Engine, cases: Cases, clock: Clock
) -> None:
    number = submitted(cases)
    out = dispatch(engine, cases, clock, ConsoleQueue())
    out.add(number, "queue")
    assert out.run() == 1
    case = cases.by_number(number)
    assert case.state == "with_staff"
    assert [event.what for event in case.events] == ["moved", "delivered", "moved"]
    assert out.run() == 0


def test_documents_are_made_only_for_a_way_that_takes_them(
    engine: Engine, cases: Cases, clock: Clock
) -> None:
    def never(case: Case) -> list[Document]:
        raise AssertionError("documents were made")

    out = Dispatch(engine, cases, {"queue": ConsoleQueue()}, never, clock)
    out.add(submitted(cases), "queue")
    assert out.run() == 1


def test_asked_to_stop_it_begins_no_further_delivery(
    engine: Engine, cases: Cases, clock: Clock
) -> None:
    way = Unsteady()
    out = dispatch(engine, cases, clock, way)
    for name in ("c", "d"):
        out.add(submitted(cases, name), "unsteady")
    assert out.run(lambda: bool(way.sent)) == 1
    assert len(out.due(clock())) == 1


def test_delivered_to_nobody_the_case_stays_submitted(
    engine: Engine, cases: Cases, clock: Clock
) -> None:
    number = submitted(cases)
    out = dispatch(engine, cases, clock, Nothing())
    out.add(number, "nothing")
    assert out.run() == 1
    assert cases.by_number(number).state == "submitted"


def test_a_failure_is_an_event_and_is_tried_again_later_and_later(
    engine: Engine, cases: Cases, clock: Clock
) -> None:
    way = Unsteady(failures=len(PAUSES) + 2)
    out = dispatch(engine, cases, clock, way)
    number = submitted(cases)
    out.add(number, "unsteady")
    for pause in (*PAUSES, PAUSES[-1], PAUSES[-1]):
        assert out.run() == 0
        clock.moment += pause
        assert out.due(clock()) == [number]
        clock.wait(seconds=-1)
        assert out.due(clock()) == []
        clock.wait(seconds=1)
    assert out.run() == 1
    assert way.sent == [number]
    events = cases.events(number)
    assert [event.what for event in events].count("delivery_failed") == len(PAUSES) + 2
    assert events[1].detail == "对方没有收下，状态码503。"
    assert events[-1].state == "with_staff"


def test_an_error_nobody_foresaw_keeps_no_other_case_waiting(
    engine: Engine, cases: Cases, clock: Clock
) -> None:
    way = Unsteady(failures=1, error=KeyError("王小明"))
    out = dispatch(engine, cases, clock, way)
    first, second = submitted(cases, "c"), submitted(cases, "d")
    for number in (first, second):
        out.add(number, "unsteady")
    assert out.run() == 1
    told = [
        e.detail for n in (first, second) for e in cases.events(n) if e.what == "delivery_failed"
    ]
    assert told == ["没有送出：KeyError"]


def test_what_a_crash_left_is_sent_after_its_lease(
    engine: Engine, cases: Cases, clock: Clock
) -> None:
    number = submitted(cases)
    out = dispatch(engine, cases, clock, Unsteady(failures=1, error=KeyboardInterrupt()))
    out.add(number, "unsteady")
    with pytest.raises(KeyboardInterrupt):
        out.run()
    assert out.due(clock()) == []
    clock.moment += LEASE
    assert dispatch(engine, cases, clock, Unsteady()).run() == 1


def test_two_processes_do_not_send_the_same(engine: Engine, cases: Cases, clock: Clock) -> None:
    number = submitted(cases)
    way = Unsteady()
    out, other = dispatch(engine, cases, clock, way), dispatch(engine, cases, clock, way)
    out.add(number, "unsteady")
    out.add(number, "unsteady")
    assert (out.send(number), other.send(number)) == (True, False)
    assert way.sent == [number]


def test_a_withdrawn_case_is_not_sent_any_more(engine: Engine, cases: Cases, clock: Clock) -> None:
    way = Unsteady()
    out = dispatch(engine, cases, clock, way)
    number = submitted(cases)
    out.add(number, "unsteady")
    cases.move(number, "withdrawn", CITIZEN)
    assert out.run() == 0
    assert way.sent == []
    assert out.due(clock()) == []


def test_a_case_submitted_again_is_sent_again(engine: Engine, cases: Cases, clock: Clock) -> None:
    way = Unsteady()
    out = dispatch(engine, cases, clock, way)
    number = submitted(cases)
    out.add(number, "unsteady")
    out.run()
    cases.move(number, "returned", "staff-1", "缺少商家地址")
    cases.resubmit(number, case_file())
    out.add(number, "unsteady")
    assert out.run() == 1
    assert way.sent == [number, number]


def test_a_turn_that_fails_sends_nothing(engine: Engine, cases: Cases, clock: Clock) -> None:
    out = dispatch(engine, cases, clock, Unsteady())
    cases.save_draft("c", case_file())
    with pytest.raises(RuntimeError, match="planned"), unit_of_work(engine):
        out.add(cases.submit("c", "complaint", "k").number, "unsteady")
        raise RuntimeError("planned")
    assert out.due(clock()) == []


def test_a_way_that_is_not_there_is_refused(engine: Engine, cases: Cases, clock: Clock) -> None:
    with pytest.raises(KeyError):
        dispatch(engine, cases, clock).add("WQ-0000-0000-0001", "pigeon")

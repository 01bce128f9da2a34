"""The rooms that tests run in: each is shown to work here."""

import os
import smtplib
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import obstore
import psycopg
import pytest
from obstore.store import S3Store
from playwright.sync_api import Page

from tests.postgres import drop_database, new_database
from tests.rooms import missing
from tests.s3 import Bucket
from tests.smtp import Mailbox

ROOT = Path(__file__).parents[2]


def ask(url: str, statement: bytes) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.mark.postgres
def test_a_new_database_is_empty_and_speaks_utf8(postgres_database: str) -> None:
    encoding = ask(postgres_database, b"SHOW server_encoding")
    tables = ask(postgres_database, b"SELECT tablename FROM pg_tables WHERE schemaname = 'public'")

    assert (encoding, tables) == ([("UTF8",)], [])


@pytest.mark.postgres
def test_a_database_is_copied_from_a_template(postgres: str, postgres_database: str) -> None:
    ask(postgres_database, "CREATE TABLE pole AS SELECT 'Pôle Sud' AS name".encode())

    copy = new_database(postgres, template=postgres_database)
    ask(copy, b"INSERT INTO pole VALUES ('Nord')")

    assert ask(copy, b"SELECT count(*) FROM pole") == [(2,)]
    assert ask(postgres_database, b"SELECT count(*) FROM pole") == [(1,)]
    drop_database(copy)


@pytest.mark.postgres
def test_processes_of_one_run_share_one_server_and_leave_nothing_behind(postgres: str) -> None:
    program = "from tests.postgres import postgres_server\nwith postgres_server() as u: print(u); input()"
    environment = {**os.environ, "PYTEST_XDIST_TESTRUNUID": f"shared{os.getpid()}"}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]

    urls = {process.stdout.readline() for process in started if process.stdout}
    for process in started:
        process.communicate("\n", timeout=30)

    url = urls.pop().strip()
    assert (urls, url.startswith("postgresql+psycopg://")) == (set(), True)
    if "TEST_DATABASE_URL" not in os.environ:
        with pytest.raises(psycopg.OperationalError):
            ask(url, b"SELECT 1")


@pytest.mark.browser
def test_the_browser_renders_a_page(page: Page) -> None:
    page.set_content("<main><h1>Bonjour</h1></main>")

    assert page.get_by_role("heading").inner_text() == "Bonjour"


def test_the_mailbox_keeps_what_it_receives(mailbox: Mailbox) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.org", "b@example.org", "Dépôt reçu"
    letter.set_content("Votre dossier a été déposé.")

    with smtplib.SMTP(mailbox.host, mailbox.port) as client:
        client.send_message(letter)

    assert [message["Subject"] for message in mailbox.messages] == ["Dépôt reçu"]
    assert mailbox.envelopes == [("a@example.org", ["b@example.org"])]


def test_the_mailbox_can_refuse_an_address(mailbox: Mailbox) -> None:
    mailbox.refuse["gone@example.org"] = "550 No such person"

    with smtplib.SMTP(mailbox.host, mailbox.port) as client, pytest.raises(smtplib.SMTPRecipientsRefused):
        client.sendmail("a@example.org", ["gone@example.org"], "Subject: x\n\nx")

    assert mailbox.messages == []


def test_the_bucket_gives_back_what_it_was_given(bucket: Bucket) -> None:
    store = S3Store(bucket.name, endpoint=bucket.endpoint, client_options={"allow_http": True})

    obstore.put(store, "dossiers/1.pdf", b"%PDF-1.7")

    assert bytes(obstore.get(store, "dossiers/1.pdf").bytes()) == b"%PDF-1.7"


def test_a_missing_room_is_skipped_but_fails_where_that_is_not_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREMPLIN_TEST_STRICT", "0")
    with pytest.raises(pytest.skip.Exception, match=r"Chromium was not found\. Install it\."):
        missing("Chromium", remedy="Install it.")

    monkeypatch.setenv("TREMPLIN_TEST_STRICT", "1")
    with pytest.raises(pytest.fail.Exception, match="skipping is not accepted"):
        missing("Chromium", remedy="Install it.")

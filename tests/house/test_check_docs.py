"""The tool that reads the documents, and the documents themselves."""

from pathlib import Path

import pytest

from tools import check_docs


def page(folder: Path, text: str, name: str = "page.md") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_links_that_lead_somewhere_pass(tmp_path: Path) -> None:
    page(tmp_path, "# Mail, and queues\n", "mail.md")
    start = page(tmp_path, "[a](mail.md#mail-and-queues) [b](#here) [c](https://example.org/x)\n\n## Here\n")

    assert list(check_docs.broken_links([start])) == []


@pytest.mark.parametrize("target", ["gone.md", "page.md#gone", "#gone", "../gone/"])
def test_a_link_that_leads_nowhere_is_caught(tmp_path: Path, target: str) -> None:
    start = page(tmp_path, f"# Title\n\n![a]({target})\n")

    assert list(check_docs.broken_links([start])) == [f"page.md: the link {target} leads nowhere"]


def test_a_link_in_a_block_of_code_is_not_a_link(tmp_path: Path) -> None:
    assert list(check_docs.broken_links([page(tmp_path, "```\n[a](gone.md)\n```\n")])) == []


def test_settings_are_read_from_their_class() -> None:
    source = (
        "class Settings(BaseSettings):\n    model_config = {}\n    base_url: str = ''\n    threads: int | None = None\n"
    )

    assert check_docs.settings(source) == {"TREMPLIN_BASE_URL", "TREMPLIN_THREADS"}


def test_a_setting_forgotten_or_invented_is_caught(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "docs" / "operator").mkdir(parents=True)
    page(tmp_path / "app", "class Settings(BaseSettings):\n    base_url: str\n", "settings.py")
    page(tmp_path / "docs" / "operator", "`TREMPLIN_COLOUR`, `TREMPLIN_TEST_STRICT`", "settings.md")

    assert list(check_docs.wrong_settings(tmp_path)) == [
        "settings.md: TREMPLIN_BASE_URL is not documented",
        "settings.md: TREMPLIN_COLOUR is not a setting",
    ]


def test_a_command_that_make_does_not_know_is_caught(tmp_path: Path) -> None:
    start = page(tmp_path, "Type `make demo`, then `make coffee`; to make tea, nothing.\n")

    assert list(check_docs.wrong_commands([start])) == ["page.md: no `make coffee`"]


@pytest.mark.parametrize("words", ["see /wo" + "rk/main/x", "from pypi." + "org/simple", "cd /ho" + "me/anna/x"])
def test_what_is_true_on_one_machine_only_is_caught(tmp_path: Path, words: str) -> None:
    assert len(list(check_docs.private_words([page(tmp_path, words)]))) == 1


@pytest.mark.parametrize(
    "words", ["app/work/x", "GET /calls/{call}/work/2", "docs/root/", "https://example.org/home/a/"]
)
def test_what_is_true_everywhere_passes(tmp_path: Path, words: str) -> None:
    assert list(check_docs.private_words([page(tmp_path, words)])) == []

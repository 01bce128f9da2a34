"""What is deployed agrees with what the application offers."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools.check_docs import commands, settings

ROOT = Path(__file__).parents[2]
CONTRACT = {
    f"TREMPLIN_{name}"
    for name in (
        "DATA_DIR",
        "DATABASE_URL",
        "STORAGE_URL",
        "SMTP_URL",
        "BASE_URL",
        "SECRET_KEY",
        "TRUSTED_PROXIES",
        "THREADS",
        "LOG_FORMAT",
    )
}
VERBS = {
    "demo", "serve", "migrate", "worker", "replay", "people", "doctor", "backup", "restore", "journal", "openapi"
}  # fmt: skip
# Read by the proxy, not by the application.
OF_THE_PROXY = {"TREMPLIN_SITE"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return loaded


def read(name: str) -> str:
    return (ROOT / name).read_text()


def known_settings() -> set[str]:
    source = ROOT / "app" / "settings.py"
    return settings(source.read_text()) if source.exists() else CONTRACT


def test_the_application_keeps_the_settings_of_the_contract() -> None:
    assert CONTRACT - known_settings() == set()


def test_the_command_line_keeps_the_verbs_of_the_contract() -> None:
    assert VERBS - (commands() or VERBS) == set()


@pytest.mark.parametrize("name", ["compose.yaml", "Dockerfile", "deploy/tremplin.env.example", "deploy/Caddyfile"])
def test_every_setting_that_is_set_exists(name: str) -> None:
    named = set(re.findall(r"TREMPLIN_[A-Z_]+", read(name)))

    assert named - known_settings() - OF_THE_PROXY == set()


def test_every_service_of_ours_runs_a_command_that_exists(compose: dict[str, Any]) -> None:
    ours = {name: service for name, service in compose["services"].items() if "build" in service}

    assert {name: service["command"][0] for name, service in ours.items()} == {
        "web": "serve",
        "worker": "worker",
        "migrate": "migrate",
    }
    assert {service["command"][0] for service in ours.values()} <= VERBS


def test_the_web_runs_twice_and_waits_for_the_migrations(compose: dict[str, Any]) -> None:
    web = compose["services"]["web"]

    assert web["deploy"]["replicas"] == 2
    assert web["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_what_a_service_waits_for_can_be_waited_for(compose: dict[str, Any]) -> None:
    services = compose["services"]
    waits = [(name, *wait) for service in services.values() for name, wait in service.get("depends_on", {}).items()]

    assert {name for name, *_ in waits} <= set(services)
    for service in services.values():
        for name, wait in service.get("depends_on", {}).items():
            awaited = services[name]
            once = wait["condition"] == "service_completed_successfully"
            assert (awaited.get("restart") == "no") is once


def test_every_image_is_pinned_and_every_volume_and_network_is_declared(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert re.search(r":[^:]+$", service["image"])
        assert not service["image"].endswith(":latest")
        assert set(service["networks"]) <= set(compose["networks"])
        named = {volume.split(":")[0] for volume in service.get("volumes", []) if not volume.startswith(".")}
        assert named <= set(compose["volumes"])


def test_every_variable_that_must_be_filled_in_is_in_the_example() -> None:
    wanted = set(re.findall(r"\$\{([A-Z_]+):\?", read("compose.yaml")))
    offered = set(re.findall(r"^([A-Z_]+)=", read("deploy/tremplin.env.example"), re.MULTILINE))

    assert wanted - offered == set()


def test_the_example_holds_no_secret() -> None:
    secrets = re.findall(r"^(\w*(?:PASSWORD|SECRET_KEY))=(.+)$", read("deploy/tremplin.env.example"), re.MULTILINE)

    assert secrets == []


def test_the_image_runs_as_a_person_without_rights_and_checks_its_health() -> None:
    final = read("Dockerfile").split("\nFROM ")[-1]

    assert re.search(r"^USER tremplin$", final, re.MULTILINE)
    assert "/healthz" in final
    assert not re.search(r"apt-get|gcc|pip install", final)


def test_the_image_installs_pinned_packages_only_and_copies_what_the_builder_receives() -> None:
    dockerfile = read("Dockerfile")
    received = set(re.findall(r"^!(\S+)", read(".dockerignore"), re.MULTILINE))
    copied = {
        name
        for line in re.findall(r"^COPY (?!--from)(.+)$", dockerfile, re.MULTILINE)
        for name in line.split()[:-1]
    }  # fmt: skip

    assert "--require-hashes -r requirements.lock" in dockerfile
    assert copied == received

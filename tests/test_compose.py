"""docker-compose.yml as it is written; that it runs is proved by `./blocwatch bench compose`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from etl.commands import composed
from etl.settings import PROJECT
from tests.making import Home

TEXT = (PROJECT / "docker-compose.yml").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
EXAMPLE = (PROJECT / ".env.example").read_text("utf-8")
AIRFLOW = ("init", "api-server", "scheduler", "dag-processor", "triggerer", "worker")
SECRETS = re.findall(r"^(BLOCWATCH_\w+)=$", EXAMPLE, re.M)


def test_all_services_are_there() -> None:
    assert set(SERVICES) == {*AIRFLOW, "postgres", "redis"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"init"}))
def test_a_service_tells_its_health_without_a_shell(name: str) -> None:
    test = SERVICES[name]["healthcheck"]["test"]
    assert test[0] == "CMD" and len(test) > 1


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_may_do_little_and_comes_back(name: str) -> None:
    service = SERVICES[name]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["cap_drop"] == ["ALL"] and service["read_only"] is True
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}
    assert "memory" in service["deploy"]["resources"]["limits"]
    assert service["restart"] == ("on-failure:3" if name == "init" else "unless-stopped")
    assert not {"privileged", "cap_add", "pid", "network_mode"} & service.keys()


def test_nothing_runs_as_root() -> None:
    assert {name: SERVICES[name]["user"] for name in ("postgres", "redis")} == {
        "postgres": "postgres",
        "redis": "redis",
    }
    assert [name for name in AIRFLOW if "user" in SERVICES[name]] == []  # the image says it


def test_images_are_of_a_version() -> None:
    images = {service["image"] for service in SERVICES.values()}
    assert images == {"postgres:16", "redis:7", "${BLOCWATCH_IMAGE:-blocwatch:0.1.0}"}


def test_airflow_services_share_environment_and_volumes() -> None:
    for name in AIRFLOW:
        own = SERVICES[name]["environment"].items() - COMPOSE["x-airflow"]["environment"].items()
        assert {key for key, _ in own} == ({"BLOCWATCH_ADMIN_PASSWORD"} if name == "init" else set())
        assert SERVICES[name]["volumes"] == COMPOSE["x-airflow"]["volumes"]


def test_the_network_of_database_and_queue_leads_nowhere() -> None:
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert [SERVICES[name]["networks"] for name in ("postgres", "redis")] == [["inside"], ["inside"]]
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["api-server"]


def test_every_variable_is_explained_and_every_explained_one_is_used() -> None:
    used = set(re.findall(r"\$\{(\w+)", TEXT)) | {
        k for k, v in COMPOSE["x-airflow"]["environment"].items() if v is None
    }
    explained = re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.M)
    assert used == set(explained) and len(explained) == len(set(explained))


def test_secrets_are_asked_for_and_stand_nowhere() -> None:
    assert len(SECRETS) == 6
    for name in SECRETS:
        assert f"${{{name}:?" in TEXT, f"{name} may be forgotten"
    held = re.findall(r"^ *\w*(?:SECRET\w*|PASSWORD|FERNET_KEY|REDISCLI_AUTH): (.+)$", TEXT, re.M)
    assert held and [value for value in held if not value.startswith("${")] == []
    assert re.findall(r"://[^$@/\s]*:(?!\$\{)[^@/\s]+@", TEXT) == []


def test_a_worker_ends_what_it_began_and_reads_every_queue(request: pytest.FixtureRequest) -> None:
    worker = SERVICES["worker"]
    assert worker["stop_grace_period"] == "15m"
    queues = set(re.findall(r'^ANYWHERE = "(\w+)"$', (PROJECT / "dags" / "articles.py").read_text("utf-8"), re.M))
    assert set(worker["command"][-1].split(",")) == {"default"} | queues


def test_the_bench_sees_a_row_that_differs_and_not_when_it_was_read(sample_home: Home, tmp_path: Path) -> None:
    published = sample_home.folder / "blocwatch.duckdb"
    other = tmp_path / "other.duckdb"
    other.write_bytes(published.read_bytes())
    with duckdb.connect(str(other)) as changed:
        changed.execute("update store.article set fetched_at = fetched_at + interval 1 millisecond")
    assert composed.differences(published, other) == {}
    with duckdb.connect(str(other)) as changed:
        changed.execute("update store.article set title = 'x' where rowid = 0")
    assert composed.differences(published, other)["articles"] == 2

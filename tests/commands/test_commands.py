"""./blocwatch as a person types it."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import duckdb
import pytest

from etl import __main__ as commands
from etl.commands import run, speed
from etl.errors import InputError
from etl.settings import PROJECT, SEEDS
from tests.making import Home

SCRIPT = PROJECT / "blocwatch"
ENDS_WITHIN = 900  # seconds


def typed(*words: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """What the command prints and how it ends. In this process, which has read the seeds; for those that start Airflow,
    or become DuckDB's own program, there is `apart`."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(PROJECT)
        if home:
            patch.setenv("BLOCWATCH_HOME", str(home))
        try:
            code = commands.main(list(words))
        except SystemExit as ended:
            code = int(ended.code or 0)
    printed = (stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(words, code, *printed)


def apart(*words: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own; past the script's making of .venv, which CI has tried before."""
    env = os.environ | ({"BLOCWATCH_HOME": str(home)} if home else {})
    command = [sys.executable, "-m", "etl", *words]
    return subprocess.run(
        command, cwd=PROJECT, env=env, capture_output=True, text=True, check=False, timeout=ENDS_WITHIN
    )


def script(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(SCRIPT), *words], capture_output=True, text=True, check=False, timeout=ENDS_WITHIN)


def test_what_stands_behind_test_is_for_pytest() -> None:
    assert typed("test", "--version").returncode == 0
    assert typed("test", "-q", "--no_such_option").returncode == 1


def test_the_script_hands_every_command_over(tmp_path: Path) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@"\n', "utf-8")
    python.chmod(0o755)
    for lock in ("requirements.lock", ".venv/installed.lock"):
        (tmp_path / lock).write_text("", "utf-8")
    copied = shutil.copy(SCRIPT, tmp_path)
    for name in commands.COMMANDS:
        done = subprocess.run([copied, name, "--x"], capture_output=True, text=True, check=False, timeout=ENDS_WITHIN)
        assert (done.stdout, done.stderr) == (f"-m etl {name} --x\n", "")


def test_airflow_is_told_of_a_connection_before_anything_was_started(tmp_path: Path) -> None:
    where = ["--conn-type", "http", "--conn-host", "hooks.example", "--conn-extra", '{"path": "/x"}']
    added = apart("airflow", "connections", "add", "blocwatch_alerts", *where, home=tmp_path)
    assert added.returncode == 0, added.stderr
    shown = apart("airflow", "connections", "get", "blocwatch_alerts", "--output", "json", home=tmp_path)
    assert [one["host"] for one in json.loads(shown.stdout)] == ["hooks.example"]


def test_help_names_every_command() -> None:
    shown = script("help")
    assert shown.returncode == 0
    assert [name for name in commands.COMMANDS if f"./blocwatch {name}" not in shown.stdout] == []
    assert script().stdout == script("--help").stdout == shown.stdout


def test_every_command_has_a_file_and_a_help() -> None:
    for name in commands.COMMANDS:
        shown = typed(name, "--help")
        assert shown.returncode == 0 and f"./blocwatch {name}" in shown.stdout


def test_a_command_that_is_not_there_needs_no_installation_to_say_so(tmp_path: Path) -> None:
    copy = tmp_path / "blocwatch"
    copy.write_bytes(SCRIPT.read_bytes())
    copy.chmod(0o755)
    shown = subprocess.run([str(copy), "nonsense"], capture_output=True, text=True, check=False)
    assert shown.returncode == 2
    assert shown.stderr == "blocwatch: there is no command 'nonsense'; ./blocwatch help lists them\n"
    assert not (tmp_path / ".venv").exists()


def test_the_script_runs_through_a_link_and_from_anywhere(tmp_path: Path) -> None:
    link = tmp_path / "bw"
    link.symlink_to(SCRIPT)
    shown = subprocess.run([str(link), "help"], cwd="/", capture_output=True, text=True, check=False)
    assert shown.returncode == 0 and "blocwatch.duckdb" in shown.stdout


def test_a_machine_without_a_fitting_python_is_told_so(tmp_path: Path) -> None:
    copy = tmp_path / "blocwatch"
    copy.write_bytes(SCRIPT.read_bytes())
    copy.chmod(0o755)
    (tmp_path / "requirements.lock").write_text("x==1\n")
    (tmp_path / "bin").mkdir()
    for tool in ("dirname", "grep", "cmp", "mkdir", "rm", "cat", "sh", "readlink", "kill", "sleep"):
        found = next((Path(p) / tool for p in ("/usr/bin", "/bin") if (Path(p) / tool).exists()), None)
        if found:
            (tmp_path / "bin" / tool).symlink_to(found)
    env = {"PATH": str(tmp_path / "bin")}
    shown = subprocess.run(["/bin/sh", str(copy), "run"], env=env, capture_output=True, text=True, check=False)
    assert shown.returncode != 0
    assert "needs CPython 3.11, 3.12 or 3.13" in shown.stderr
    assert not (tmp_path / ".venv.lock").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["run", "--from", "/nirgends"], "the folder /nirgends does not exist"),
        (["run", "--from", "/etc/passwd"], "/etc/passwd is no folder"),
        (["run", "--since", "gestern"], "'gestern' is no day"),
        (
            ["run", "--since", "2024-02-01", "--until", "2024-01-01"],
            "--since (2024-02-01) is after --until (2024-01-01)",
        ),
        (["run", "--batch-size", "0"], "--batch-size must lie between 1 and 5000"),
        (["run", "--batch-size", "viele"], "invalid int value"),
        (["run", "--nonsense"], "unrecognized arguments"),
        (["sql", "select 1"], "nothing is published yet"),
        (["brief"], "nothing is published yet"),
        (["brief", "--language", "fr"], "invalid choice: 'fr'"),
        (["why", "nirgends.txt"], "there is no file nirgends.txt"),
        (["bench", "nonsense"], "invalid choice"),
        (["run", "--from", "seeds", "--source", "nonsense"], "there is no source 'nonsense'; known: aljazeera_en"),
        (["measure", "dates", "nirgends"], "there is no file nirgends"),
        (["decide", "review"], "nothing is published yet"),
        (["decide", "f" * 32, "wrong"], "say who decides: --by NAME"),
        (["decide", "f" * 32, "wrong", "--by", "Anna"], "nothing has been read yet"),
        (["decide", "perhaps", "--by", "Anna"], "'perhaps' is nothing that can be decided"),
        (["decide", "f" * 32, "edited", "--by", "Anna", "--set", "status"], "write column=value"),
        (["decide", "import", "nirgends"], "nirgends cannot be read: No such file"),
        (["ui", "--port", "99999"], "port 99999 cannot be used"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else "",
)
def test_wrong_use_gives_one_clear_line(words: list[str], message: str, tmp_path: Path) -> None:
    shown = typed(*words, home=tmp_path)
    assert shown.returncode == 2
    assert message in shown.stderr and len(shown.stderr.splitlines()) == 1
    assert "Traceback" not in shown.stderr + shown.stdout


def test_the_main_job_runs_through_airflow_and_publishes(tmp_path: Path) -> None:
    shown = apart("run", home=tmp_path)
    assert shown.returncode == 0, shown.stdout + shown.stderr
    count = len(list((SEEDS / "articles").iterdir()))
    for wanted in (
        f"{count} new",
        "Rows in the published file",
        "Three queries to try",
        str(tmp_path / "briefing" / "briefing.de.html"),
        str(tmp_path / "blocwatch.duckdb"),
    ):
        assert wanted in shown.stdout
    with duckdb.connect(str(tmp_path / "blocwatch.duckdb"), read_only=True) as published:
        assert published.execute("select count(*) from report.articles").fetchone() == (count,)
        [(trigger, result)] = published.execute("select trigger, result from report.runs").fetchall()
    assert (trigger, result) == ("manual", "published")
    # Airflow itself knows the run: it went through it, not around it
    import sqlite3

    with sqlite3.connect(tmp_path / "airflow" / "airflow.db") as metadata:
        states = dict(metadata.execute("select task_id, state from task_instance").fetchall())
        assert states == dict.fromkeys(
            ("find", "extract", "clean", "tag", "load", "check", "publish", "brief"), "success"
        )
        assert metadata.execute("select slots from slot_pool where pool = 'warehouse'").fetchall() == [(1,)]


def test_a_run_that_fails_says_why_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "work.duckdb").write_text("this is no database")
    shown = apart("run", "--from", str(tmp_path / "in"), home=tmp_path / "home")
    assert shown.returncode == 1
    assert "work.duckdb cannot be used" in shown.stdout
    assert "red: load" in shown.stdout
    assert "the run failed" in shown.stderr


def test_brief_says_where_the_pages_lie_and_opens_one(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    home.read("first", tmp_path / "in")
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    pages = [home.folder / "briefing" / f"briefing.{language}.html" for language in ("de", "en")]
    assert commands.main(["brief"]) == 0
    assert capsys.readouterr().out.splitlines() == list(map(str, pages)) and opened == []
    assert commands.main(["brief", "--language", "en", "--open"]) == 0
    assert capsys.readouterr().out.splitlines() == [str(pages[1])] and opened == [pages[1].as_uri()]


def test_bench_briefing_measures_against_its_bars(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["bench", "briefing", "--articles", "60", "--folder", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"briefing in \d+\.\d s, \d+\.\d s of CPU, at most \d+ MB of memory", shown)
    assert "briefing.de.html" in shown and "all within bounds" in shown


def test_sql_answers_one_query(sample_home: Home) -> None:
    shown = apart("sql", "--csv", "select count(*) as n from report.runs", home=sample_home.folder)
    assert (shown.returncode, shown.stdout.split()) == (0, ["n", "1"])


def test_sql_cannot_write(sample_home: Home) -> None:
    shown = apart("sql", "create table t (i int)", home=sample_home.folder)
    assert shown.returncode != 0 and "read-only" in shown.stderr


def test_why_shows_every_fact_with_its_proof_and_its_rule(sample_home: Home) -> None:
    sample = sorted((SEEDS / "articles").iterdir())[2]
    shown = typed("why", str(sample), home=sample_home.folder)
    assert shown.returncode == 0
    for wanted in ("[Alexander Wolfowitsch]", "occupancy.de.of_country", "Europe/Minsk", "topic", "The rules:"):
        assert wanted in shown.stdout
    by_name = typed("why", sample.name, home=sample_home.folder)
    assert by_name.stdout.split("\n\n", 1)[1] == shown.stdout.split("\n\n", 1)[1]


def test_why_finds_an_article_by_its_address(sample_home: Home) -> None:
    [(url,)] = sample_home.rows("select url from report.articles where url like 'https://nachrichten.example%'")
    assert "Masadykow" in typed("why", url, home=sample_home.folder).stdout


def test_measure_prints_what_a_tagger_finds(tmp_path: Path) -> None:
    docs = tmp_path / "docs.jsonl"
    text = "Am Montag sagte Stanislaw Sas, die Lage sei ruhig."
    docs.write_text(json.dumps({"doc_id": "a", "text": text, "dct": "2023-02-10"}) + "\n", "utf-8")
    [found] = [json.loads(line) for line in typed("measure", "dates", str(docs)).stdout.splitlines()]
    assert (text[found["start"] : found["end"]], found["value"]) == ("Montag", "2023-02-06")
    [found] = [json.loads(line) for line in typed("measure", "quotations", str(docs)).stdout.splitlines()]
    assert text[found["start"] : found["end"]] == "die Lage sei ruhig"
    assert text[found["speaker_start"] : found["speaker_end"]] == "Stanislaw Sas"
    docs.write_text('{"doc_id": "a"}\n', "utf-8")
    assert "line 1: not a document" in typed("measure", "dates", str(docs)).stderr


def test_bench_lists_what_it_measures() -> None:
    shown = typed("bench")
    assert shown.returncode == 0 and "what Airflow adds" in shown.stdout


def test_bench_facts_reads_pages_and_worst_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_bytes((SEEDS / "articles" / "10_ovks_gipfel_masadykow.html").read_bytes())
    pack = json.dumps({"id": "b", "html": (tmp_path / "a.html").read_text("utf-8"), "language": "de"})
    (tmp_path / "pack.jsonl").write_text(pack + "\n", "utf-8")
    found = speed.given(tmp_path)
    assert [page["id"] for page in found] == ["a.html", "b"] and len(speed.of_language(found, "de")) == 1
    assert re.search(r"ratio, Blocwatch / trafilatura, median of 1: \d\.\d\d$", speed.beside_trafilatura(found, 1))
    monkeypatch.setattr(speed, "LENGTHS", (1000, 3000))
    assert "longest / shortest" in speed.by_length(1)
    monkeypatch.setattr(speed, "WORST", {"brackets": "("})
    table, bad = speed.of_worst()
    assert "brackets" in table and bad == []
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no pages"):
        speed.given(tmp_path / "empty")


@pytest.mark.parametrize(
    ("words", "read", "source"),
    [
        ([], "sample", "all"),
        (["--source", "rt_de"], "source", "rt_de"),
        (["--inbox"], "inbox", "all"),
        (["--inbox", "--source", "rt_de"], "inbox", "rt_de"),
        (["--again"], "raw", "all"),
        (["--again", "--source", "rt_de"], "raw", "rt_de"),
        (["--from", "/"], "folder", "all"),
        (["--from", "/", "--source", "rt_de"], "folder", "rt_de"),
    ],
)
def test_what_a_person_types_is_what_is_read(words: list[str], read: str, source: str) -> None:
    parser = argparse.ArgumentParser()
    run.arguments(parser)
    asked = run.asked(parser.parse_args(words))
    assert (asked["read"], asked["source"]) == (read, source)


@pytest.mark.parametrize("words", [["--from", "/", "--inbox"], ["--inbox", "--again"], ["--from", "/", "--again"]])
def test_two_things_to_read_are_one_too_many(words: list[str]) -> None:
    parser = argparse.ArgumentParser()
    run.arguments(parser)
    with pytest.raises(InputError, match="exclude each other"):
        run.asked(parser.parse_args(words))


def test_the_forms_of_command_and_dag_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `run` hands over is what the DAG's form asks, field by field."""
    parser = argparse.ArgumentParser()
    run.arguments(parser)
    asked = run.asked(parser.parse_args([]))
    from airflow.dag_processing.dagbag import DagBag

    assert asked.keys() == dict(DagBag(str(PROJECT / "dags")).dags["articles"].params).keys()

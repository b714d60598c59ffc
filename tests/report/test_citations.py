"""The line by which a fact is quoted."""

from __future__ import annotations

import re

import duckdb


def test_every_proof_has_one_citation_of_one_line(sample: duckdb.DuckDBPyConnection) -> None:
    proofs = sample.execute("select fact, fact_id, article_id from report.evidence order by all").fetchall()
    cited = sample.execute("select fact, fact_id, article_id from report.citations order by all").fetchall()
    assert cited == proofs and len(cited) > 1000
    bare = sample.execute(
        r"select citation from report.citations where citation is null or contains(citation, chr(10))"
    ).fetchall()
    assert bare == []


def test_it_names_outlet_headline_day_address_characters_rule_and_run(sample: duckdb.DuckDBPyConnection) -> None:
    [(line, rule, ruleset, start, end)] = sample.execute(
        """select c.citation, o.rule, o.ruleset, o.char_start, o.char_end from report.citations as c
        inner join report.occupancies_reported as o on c.fact_id = o.fact_id
        inner join report.articles as a on o.article_id = a.article_id
        where a.source = 'junge_welt_de' and o.person = 'Stanislaw Sas' and o.body = 'OVKS'"""
    ).fetchall()
    cited = re.fullmatch(
        r"junge Welt: „OVKS in Kasachstan: Auftrag erledigt“, 20\.01\.2022, https://www\.jungewelt\.de/\S+\.html, "
        rf"Fassung 1, Zeichen {start}–{end}; Regel {re.escape(rule)}, Regelstand {ruleset}; "
        r"Blocwatch, Lauf first vom \d\d\.\d\d\.\d{4}",
        line,
    )
    assert cited, line


def test_an_article_without_day_or_source_of_its_own_says_so(sample: duckdb.DuckDBPyConnection) -> None:
    lines = dict(
        sample.execute(
            """select a.file_name, any_value(c.citation) from report.citations as c
            inner join report.articles as a on c.article_id = a.article_id group by a.file_name"""
        ).fetchall()
    )
    assert ", o. D., " in lines["11_bericht_ueber_kandidatur.txt"]
    assert any(line.startswith("nachrichten.example: „") for line in lines.values())

"""Stretches of office and membership, load by load: of each holder of whom the load changed what is seen or listed."""

from __future__ import annotations

from datetime import date
from typing import Any

from etl.load import stretches as kept
from etl.load.warehouse import WorkFile
from etl.resolve import stretches
from etl.resolve.stretches import Listed, Proof, Sighting, Stretch


def refresh(work: WorkFile, kind: kept.Kind) -> int:
    """The stretches of every holder of whom the load changed what is seen or listed."""
    kept.refresh_seen(work, kind)
    rows: list[dict[str, Any]] = []
    for key, seen, listed in kept.unsettled(work, kind):
        made = stretches.stretches(map(_sighting, seen), (_listed(at, row) for at, row in enumerate(listed)))
        rows += [key | _row(kind, stretch, listed) for stretch in made]
    return kept.write(work, kind, rows)


def _sighting(row: dict[str, Any]) -> Sighting:
    return Sighting(
        status=row["status"],
        seen_on=row["seen_on"],
        articles=row["articles"],
        proof=Proof(row["known_on"], row["article_id"], row["fact_id"]),
        begins_on=row["begins_on"],
        begins_proof=_told(row, "begins"),
        ends_on=row["ends_on"],
        ends_proof=_told(row, "ends"),
    )


def _told(row: dict[str, Any], end: str) -> Proof | None:
    told = (row[f"{end}_known_on"], row[f"{end}_article_id"], row[f"{end}_fact_id"])
    return Proof(*told) if row[f"{end}_on"] else None


def _listed(at: int, row: dict[str, Any]) -> Listed:
    decided = row["decided_on"] or ""
    return Listed(
        row=at,
        status=row["status"],
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        # a month or a year does not tell the day from which it was known
        decided_on=date.fromisoformat(decided) if len(decided) == len("2025-09-01") else None,
    )


def _row(kind: kept.Kind, stretch: Stretch, listed: list[dict[str, Any]]) -> dict[str, Any]:
    told = listed[stretch.listed.row] if stretch.listed else {}
    proofs = {
        "valid_from": stretch.from_proof,
        "valid_until": stretch.until_proof,
        "known": stretch.known_proof,
        "seen_from": stretch.first_seen and stretch.first_seen.proof,
        "seen_until": stretch.last_seen and stretch.last_seen.proof,
    }
    return {
        **{column: told.get(column) for column in (*kind.more, "valid_from_text", "valid_until_text")},
        **{f"{what}_article_id": proof.article_id if proof else None for what, proof in proofs.items()},
        **{f"{what}_fact_id": proof.fact_id if proof else None for what, proof in proofs.items()},
        "status": stretch.status,
        "valid_from": stretch.valid_from,
        "valid_until": stretch.valid_until,
        "basis": stretch.basis,
        "valid_from_basis": stretch.from_basis,
        "valid_until_basis": stretch.until_basis,
        "over_on": stretch.over_on,
        "past_on": stretch.past_on,
        "past_article_id": stretch.past_proof and stretch.past_proof.article_id,
        "past_known_on": stretch.past_proof and stretch.past_proof.known_on,
        "valid_from_known_on": stretch.from_known_on if stretch.valid_from else None,
        "seen_from_known_on": stretch.first_seen and stretch.first_seen.proof.known_on,
        "known_from": stretch.known_from,
        "end_known_on": stretch.end_known_on,
        "seen_from": stretch.first_seen and stretch.first_seen.seen_on,
        "seen_until": stretch.last_seen and stretch.last_seen.seen_on,
        "articles": stretch.articles,
    }

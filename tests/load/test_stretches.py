"""What is read of a holder is enough: stretches made of it are those made of every day seen."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from etl import settings
from etl.load import stretches as kept
from etl.load import warehouse
from etl.resolve.stretches import Stretch, stretches
from etl.resolving.stretches import _listed, _sighting
from tests.making import Home, insert

FIRST = date(2019, 1, 1)
DAYS = 1800
STATUSES = {"office": ["held", "acting", "designated", "former"], "membership": ["member", "observer", "former"]}


@pytest.mark.parametrize("kind", kept.KINDS, ids=lambda kind: kind.name)
def test_stretches_need_no_more_than_is_read(home: Home, kind: kept.Kind) -> None:
    chance = random.Random(kind.name)
    with warehouse.open_work_file(settings.load()) as work:
        holders = work.rows(
            f"""select distinct {kind.keys} from ({kind.reference})
            where valid_from between '2018-01-01' and '2024-01-01' order by all limit 30"""
        )
        holders += [(f"somebody {number}", *holders[0][1:]) for number in range(30)]
        insert(work, f"{kind.name}_seen", [row for key in holders for row in _seen(chance, kind, key)])
        work.run(f"create or replace temp table unsettled as select distinct {kind.keys} from store.{kind.name}_seen")
        all_seen = kept._grouped(
            work, kind, f"select * from store.{kind.name}_seen order by {kind.keys}, seen_on, status"
        )
        read = 0
        for key, seen, listed in kept.unsettled(work, kind):
            every = all_seen[tuple(key[column] for column in kind.key)]
            assert _made(seen, listed) == _made(every, listed), key
            read += len(seen)
    assert read < sum(map(len, all_seen.values())) / 2


def _made(seen: list[dict[str, Any]], listed: list[dict[str, Any]]) -> list[Any]:
    made = stretches(map(_sighting, seen), (_listed(at, row) for at, row in enumerate(listed)))
    return [_told(stretch) for stretch in made]


def _told(stretch: Stretch) -> Any:
    """All of a stretch; of the sightings only what is written of them, since the first may stand for others."""
    fields = {name: getattr(stretch, name) for name in Stretch.__dataclass_fields__}
    for end in ("first_seen", "last_seen"):
        fields[end] = fields[end] and (fields[end].seen_on, fields[end].proof)
    return fields


def _seen(chance: random.Random, kind: kept.Kind, key: tuple[Any, ...]) -> list[dict[str, Any]]:
    """One holder as articles of many days tell of it: mostly the same, now and then otherwise or with an end told."""
    first, *others = STATUSES[kind.name]
    rare = chance.choice([0.0, 0.01, 0.1])
    rows = []
    for after in sorted(chance.sample(range(DAYS), chance.choice([3, 60, 200]))):
        day = FIRST + timedelta(after)
        known = day + timedelta(chance.choice([0, 0, 1, 400]))
        told = {"known_on": known, "article_id": f"{chance.random():.9f}", "fact_id": f"{chance.random():.9f}"}
        row = dict(zip(kind.key, key, strict=True)) | told
        row |= {"status": chance.choice(others) if chance.random() < rare else first, "seen_on": day}
        row |= {"articles": chance.randint(1, 4), "outlets": ["one"]}
        for end in ("begins", "ends"):
            if chance.random() < rare:
                row |= {f"{end}_{name}": value for name, value in told.items()}
                row[f"{end}_on"] = day + timedelta(chance.randint(-300, 300))
        rows.append(row)
    return rows

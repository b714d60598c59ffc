"""Resolution over articles, kept up by every load: only what hangs together with the articles it wrote is read again.

Each resolver reads the facts of the articles in the temporary table `touched`, and all others that may tell of the same
thing, gives them to a pure function of `resolve`, and replaces what it had made of them before. What it makes of parts,
load by load, must be what it makes of everything at once: `everything` proves that, and repairs it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from etl.load import stretches as kept
from etl.load.warehouse import WorkFile
from etl.resolving import commitments, meetings, stretches

log = logging.getLogger(__name__)

Resolver = Callable[[WorkFile], int]  # how many resolved things it wrote

# what is resolved → how, in the order in which one may need another's result
RESOLVERS: dict[str, Resolver] = {
    "meetings": meetings.refresh,
    "stretches of office": partial(stretches.refresh, kind=kept.OFFICE),
    "stretches of membership": partial(stretches.refresh, kind=kept.MEMBERSHIP),
    "commitments": commitments.refresh,
}


def refresh(work: WorkFile) -> dict[str, int]:
    """Resolves again what the articles in `touched` tell of; what is resolved → number of rows written."""
    written = {what: resolve(work) for what, resolve in RESOLVERS.items()}
    log.info("resolve: %s", ", ".join(f"{count} {what}" for what, count in written.items()) or "nothing")
    return written


def everything(work: WorkFile) -> dict[str, int]:
    """Resolves all there is, as if every article had just been written."""
    kept.clear(work)
    work.run("create or replace temp table touched as select distinct article_id from store.article")
    return refresh(work)

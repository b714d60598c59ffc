"""./blocwatch retag: reads every page again by today's code and seeds and shows which facts differ, before it is live.

Exit code: 0 no differences, 3 differences that await --accept (or, with --prove, differences), 2 it could not be done.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import sys
from collections.abc import Iterator

from etl import asking, retagging

HELP = "read every page again by today's rules, show what changes, and make it live"
DIFFERENCES = 3


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--accept", action="store_true", help="make the file that was built live; the old one is kept")
    what.add_argument("--back", action="store_true", help="go back to the file that was live before")
    what.add_argument("--discard", action="store_true", help="throw away what was built or begun")
    what.add_argument("--status", action="store_true", help="say how far it is")
    what.add_argument(
        "--prove", action="store_true", help="begin anew, compare and throw away: shows that a change changed nothing"
    )
    parser.add_argument(
        "--force", action="store_true", help="with --accept: also when pages, and so articles, are lost"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes that read (default: one a core)")
    parser.add_argument("--batch-size", type=int, default=retagging.BATCH, metavar="N", help="pages a batch")
    parser.add_argument("--examples", type=int, default=5, metavar="N", help="examples of each change (default: 5)")


def main(args: argparse.Namespace) -> int:
    """0 or 3, as above."""
    with _telling():
        if args.accept:
            return _accept(args)
        if args.back:
            return _back()
        if args.discard:
            print("thrown away" if retagging.discard() else "there was nothing to throw away")
            return 0
        if args.status:
            return _status()
        return _build(args)


def _build(args: argparse.Namespace) -> int:
    if args.prove:
        retagging.discard()
    found = retagging.build(args.workers, args.batch_size, args.examples, _tick if sys.stdout.isatty() else None)
    print(asking.difference(found))
    if args.prove or retagging.is_needless():
        retagging.discard()
    elif found.changed:
        print("\n./blocwatch retag --accept makes it live, --discard throws it away.")
    else:
        print("\nThe tables have another form now; ./blocwatch retag --accept makes it live.")
    return DIFFERENCES if found.changed else 0


def _accept(args: argparse.Namespace) -> int:
    kept = retagging.accept(args.force, args.workers)
    print(f"live and published; ./blocwatch retag --back goes back to {kept}")
    return 0


def _back() -> int:
    kept, said = retagging.back()
    print("\n".join([f"live and published again; the file before is {kept}", *said]))
    return 0


def _status() -> int:
    found = retagging.status()
    if "run_id" not in found:
        print("no re-tag is under way")
    else:
        state = "awaits --accept or --discard" if found["awaits"] else "not finished; ./blocwatch retag goes on"
        print(f"{found['run_id']}: {found['read']} of {found['all']} pages read; {state}")
        if not found["same_code"]:
            print("code or seeds have changed since; ./blocwatch retag begins anew")
    print("kept for going back: " + (", ".join(found["kept"]) or "none"))
    return 0


def _tick(now: int, of: int, speed: float) -> None:
    left = f", {(of - now) / speed:.0f} s left" if speed else ""
    print(f"\r{now} of {of} pages read, {speed:.0f} a second{left}   ", end="" if now < of else "\n", flush=True)


@contextlib.contextmanager
def _telling() -> Iterator[None]:
    """What the re-tag says goes to the terminal; what the steps say of each batch does not."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("etl.retagging")
    aside = logging.getLogger("etl.set_aside")
    before, quiet = logger.level, aside.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    aside.setLevel(logging.CRITICAL)  # the quarantine tells it
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
        aside.setLevel(quiet)

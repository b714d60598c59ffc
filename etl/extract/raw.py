"""The raw store: every page once, compressed, under the hash of its bytes, with a note of each way it came."""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict

from upath import UPath

from etl.errors import DocumentError
from etl.model import Page, content_id


class RawStore:
    """Pages below a URL: `ab/abcd….gz` the bytes, `ab/abcd….<address>.json` when and whence. Nothing is overwritten."""

    def __init__(self, url: str) -> None:
        self.root = UPath(url)

    def put(self, page: Page, content: bytes) -> None:
        """Keeps the bytes, unless they are there, and the note, unless this address has brought them before."""
        self._once(self._path(page.page_id, "gz"), gzip.compress(content, mtime=0))
        note = asdict(page) | {"fetched_at": page.fetched_at.isoformat()}
        name = f"{content_id(page.source, page.address)[:16]}.json"
        self._once(self._path(page.page_id, name), json.dumps(note, ensure_ascii=False, indent=1).encode())

    def get(self, page_id: str) -> bytes:
        """The bytes kept under this hash; `DocumentError` when the store has none."""
        path = self._path(page_id, "gz")
        if not path.exists():
            raise DocumentError(f"the raw store {self.root} has no page {page_id}")
        return gzip.decompress(path.read_bytes())

    def _path(self, page_id: str, ending: str) -> UPath:
        return self.root / page_id[:2] / f"{page_id}.{ending}"

    def _once(self, path: UPath, data: bytes) -> None:
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        part.write_bytes(data)
        part.rename(path)

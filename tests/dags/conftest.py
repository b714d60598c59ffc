"""Airflow's environment must stand before Airflow is imported for the first time."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from etl.commands import airflow_home
from etl.settings import Settings

FOLDER = Path(tempfile.mkdtemp(prefix="blocwatch-airflow-"))
os.environ.update(
    airflow_home.environment(
        Settings(
            home=FOLDER,
            raw_url=str(FOLDER / "raw"),
            staging_url=str(FOLDER / "staging"),
            max_page_bytes=10**7,
            published_kept=5,
        )
    )
)

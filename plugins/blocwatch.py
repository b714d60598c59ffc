"""What Airflow shows of Blocwatch: briefing and facts in its navigation, for who is signed in.

Every part of Airflow loads plugins; only the API server answers pages, so only there, at the first page asked for, is
the application made.
"""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from airflow.plugins_manager import AirflowPlugin

PREFIX = "/blocwatch"


@cache
def _app() -> Any:
    from airflow.api_fastapi.core_api.security import get_user

    from etl.browse import app

    return app.make(signed_in=get_user)


class Pages:
    """The application of etl/browse, made when it is first asked."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await _app()(scope, receive, send)


class BlocwatchPlugin(AirflowPlugin):
    name = "blocwatch"
    fastapi_apps: ClassVar[list[dict[str, Any]]] = [{"app": Pages(), "url_prefix": PREFIX, "name": "Blocwatch"}]
    external_views: ClassVar[list[dict[str, Any]]] = [
        # relative to where Airflow is served
        {
            "name": "Briefing",
            "href": f"{PREFIX[1:]}/briefing",
            "url_route": "briefing",
            "destination": "nav",
            "nav_top_level": True,
        },
        {
            "name": "Facts",
            "href": f"{PREFIX[1:]}/facts",
            "url_route": "facts",
            "destination": "nav",
            "nav_top_level": True,
        },
    ]

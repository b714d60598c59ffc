"""What every task of every DAG is given: another try where the world failed, and an alert where all tries did."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import ExceptionRetryPolicy, RetryAction, RetryRule

from etl.alerts import ALERTED

# every task may be repeated: a disk, a network or its worker may be gone for a while; asking again for what is not
# there is no use
RETRIED: dict[str, Any] = {
    "retries": 3,
    "retry_delay": timedelta(seconds=20),
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(minutes=10),
    "retry_policy": ExceptionRetryPolicy(
        rules=[
            RetryRule(exception=OSError, action=RetryAction.RETRY, reason="a disk or a network did not answer"),
            RetryRule(exception=Exception, action=RetryAction.FAIL, reason="asking again for the same gives the same"),
        ]
    ),
}
TASK = {**RETRIED, **ALERTED, "show_return_value_in_logs": False}

"""The DAG `maintain`: proves, compacts and backs up the work file, and looks at the sources, weekly and by hand."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import CronTriggerTimetable, dag, task

from etl.tasks import TASK

DOC = """
### What a run does

**maintain** proves the whole work file with every query of `sql/90_checks`, writes it anew without gaps, makes the day's
backup and removes old ones (of 7 days, 4 weeks and 6 months the newest stays), old published files and what old runs
staged. **health** says of each source when it last brought anything and whether that is what its seed expects.
Readers never wait; `articles`, `retag` and `review` wait while the file is written anew.

### What to do when a task is red

| task | what happened | what to do |
| --- | --- | --- |
| maintain | the work file is wrong | the log names the check and the rows; `./blocwatch restore` lists backups to go back to |
| maintain | the work file is open elsewhere, or the disk is full | close it or make room, clear `maintain`; nothing was lost |
| health | a source is red: it brings less than its seed expects, nearly all of it is set aside, or its pages lost title, day or text | the log says which and why. Look at the outlet and `report.quarantine`; mend the ways or fields in its seed, or what it is expected to bring |

If it stays red, the task's log says why in its last lines.
"""


@dag(
    dag_id="maintain",
    dag_display_name="Maintain: prove, compact, back up",
    description="Proves, compacts and backs up the work file, and says how the sources are",
    doc_md=DOC,
    # without the last word, whoever starts Airflow within some hours after the time gets a run at once
    schedule=CronTriggerTimetable("45 3 * * 0", timezone="Europe/Berlin", run_immediately=timedelta(0)),
    catchup=False,
    max_active_runs=1,
    default_args=TASK,
    tags=["blocwatch"],
)
def maintain() -> None:
    @task(pool="warehouse", task_id="maintain")
    def keep() -> str:
        """Proves the whole work file, writes it anew, backs it up."""
        from etl import steps

        return steps.maintain()

    @task
    def health() -> list[str]:
        """Says how each source is."""
        from etl import asking

        return asking.health()

    # without an arrow: how the sources are has nothing to do with the file
    keep()
    health()


maintain()

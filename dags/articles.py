"""The DAG `articles`: reads new articles into the warehouse and publishes it, daily and by hand."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from airflow.sdk import (
    Asset,
    CronTriggerTimetable,
    Param,
    dag,
    task,
    task_group,
)

from etl.alerts import Alert, set_aside
from etl.tasks import TASK

PUBLISHED = Asset("published")
ZONE = "Europe/Berlin"
SOURCES = sorted(path.stem for path in (Path(__file__).resolve().parent.parent / "seeds" / "sources").glob("*.toml"))

DAY = r"^\d{4}-\d{2}-\d{2}$"

DOC = """
### What a run does

Reads articles and brings what they say into the warehouse: **find** lists documents and parts them into batches;
**extract** keeps every page in the raw store, **clean** makes articles of them, **tag** reads their facts, each batch
on its own and none waiting for another; **load** writes the whole run into the work file in one transaction; **check**
proves the result with the queries of `sql/90_checks`; **publish** makes it the published file `blocwatch.duckdb`;
**brief** makes the briefing of it. Readers never wait.

Addresses of the web come from the ways in that a source's seed names. Hosts are asked slowly and only for what is new;
without `BLOCWATCH_CONTACT` nothing is asked of the web. A host that takes longer than *Longest for a host* is left for
the next run, with a row per address that says so (`report.quarantine`), and holds up no other.

### Backfill

By day of publication: each run of a backfill reads the articles published on its day, and those whose day nobody tells.
It goes on where outlets still name old articles (sitemaps, listings), and takes from the raw store what earlier runs
left out because of its day. A run begins at 05:15 of its day, so *to* must lie behind that: 1 to 3 May is from
`2026-05-01` to `2026-05-04`. In the UI: Trigger, Backfill; on the command line
`./blocwatch airflow backfill create --dag-id articles --from-date 2026-05-01 --to-date 2026-05-04`. To do days a second
time, choose to reprocess what is completed; it changes no row. While the DAG is paused a backfill waits. `{"read": "raw"}` as
configuration asks nothing of the web.

A document that cannot be read is set aside with its reason (`report.quarantine`) and does not stop the others. A run
that is repeated changes nothing.

### What to do when a task is red

| task | what happened | what to do |
| --- | --- | --- |
| find | the folder or source asked for is not there | correct the form and trigger again; it is not retried |
| extract | a host does not answer | it is asked again some minutes later; at the last try its documents are set aside and the run goes on |
| extract, clean, tag | the disk or the object store did not answer, or workers died, four times | clear the task; it repeats its batch |
| load | the work file is open elsewhere, was made by another version, or the disk is full | the log names it; close or make room, clear `load` |
| check | the data would be wrong; nothing was published, readers keep the old file | the log names the check and the rows; mend the rule or seed, trigger again |
| publish | the folder cannot be written | make room, clear `publish` |
| brief | the page could not be made; the file is published all the same | clear `brief`; the next run makes it too |

If it stays red, the task's log says why in its last lines.
"""

# tasks that need the raw store and staging alone; all others run where the folder BLOCWATCH_HOME is
ANYWHERE = "reading"

PARAMS = {
    "read": Param(
        "source",
        type="string",
        enum=["source", "inbox", "folder", "raw", "sample"],
        values_display={
            "source": "Sources: their inboxes, feeds, sitemaps and the other ways in that their seeds name",
            "inbox": "Inboxes: what lies in the inboxes of the sources; nothing is asked of the web",
            "folder": "Folder: .txt and .html files and archives of a folder on the server",
            "raw": "Again: all pages kept in the raw store, read by today's rules; nothing is asked of the web",
            "sample": "Sample: the articles that come with Blocwatch",
        },
        title="What to read",
    ),
    "source": Param(
        "all",
        type="string",
        enum=["all", *SOURCES],
        title="Source",
        description="Only this one. With Folder: whose files they are; with all, each file tells itself.",
    ),
    "folder": Param(
        None,
        type=["null", "string"],
        minLength=1,
        title="Folder",
        description="With Folder: its full path on the machine that runs the tasks. Folders in it are read too.",
    ),
    "since": Param(
        None,
        type=["null", "string"],
        format="date",
        pattern=DAY,
        title="Published since",
        description="Leaves out articles published before this day. Articles whose day is not known are read.",
    ),
    "until": Param(
        None,
        type=["null", "string"],
        format="date",
        pattern=DAY,
        title="Published until",
        description="Leaves out articles published after this day.",
    ),
    "batch_size": Param(
        200,
        type="integer",
        minimum=1,
        maximum=5000,
        title="Batch size",
        section="Rarely needed",
        description="Documents that one task reads. Smaller batches spread over more workers. Pages of one web host are "
        "always one task's, so that nobody is asked twice as often as is polite.",
    ),
    "host_minutes": Param(
        60,
        type="integer",
        minimum=1,
        maximum=1440,
        title="Longest for a host",
        section="Rarely needed",
        description="Minutes. What a web host has not answered by then is left for the next run, so that the others need "
        "not wait.",
    ),
    "dry_run": Param(
        False,
        type="boolean",
        title="Dry run",
        section="Rarely needed",
        description="Loads and publishes nothing: the log says what would be new. Pages fetched stay in the raw store.",
    ),
}


@dag(
    dag_id="articles",
    dag_display_name="Articles: read, load, publish",
    description="Reads new articles into the warehouse and publishes it",
    doc_md=DOC,
    # a run of no length: its day is the day of publication that a backfill reads. Without the last word, whoever
    # starts Airflow soon after the time gets a run at once
    schedule=CronTriggerTimetable("15 5 * * *", timezone=ZONE, run_immediately=timedelta(0)),
    catchup=False,
    max_active_runs=1,
    params=PARAMS,
    default_args=TASK,
    tags=["blocwatch"],
    render_template_as_native_obj=True,
)
def articles() -> None:
    @task
    def find(params=None, dag_run=None) -> list[str]:
        """Lists the documents to read and parts them into batches."""
        from etl import steps

        return steps.find(steps.asked(dag_run, params, ZONE))

    @task(map_index_template="{{ task.op_kwargs['batch'] }}")
    def extract(batch: str, run_id=None, ti=None) -> str:
        """Keeps the pages of one batch in the raw store."""
        from etl import steps

        return steps.extract(run_id, batch, last_try=ti.try_number > ti.max_tries)

    @task(queue=ANYWHERE, map_index_template="{{ task.op_kwargs['batch'] }}")
    def clean(batch: str, run_id=None) -> str:
        """Makes articles of the pages of one batch."""
        from etl import steps

        return steps.clean(run_id, batch)

    @task(queue=ANYWHERE, map_index_template="{{ task.op_kwargs['batch'] }}")
    def tag(batch: str, run_id=None) -> str:
        """Reads the facts of the articles of one batch."""
        from etl import steps

        return steps.tag(run_id, batch)

    @task(pool="warehouse")
    def load(batches: list[str], run_id=None) -> str:
        """Writes the run into the work file in one transaction."""
        from etl import steps

        return steps.load(run_id, batches[:])

    @task(pool="warehouse")
    def check(loaded: str) -> str:
        """Proves the work file before anybody sees it."""
        from etl import steps

        return steps.check(loaded)

    @task(pool="warehouse", on_success_callback=Alert(set_aside))
    def publish(checked: str) -> None:
        """Makes the work file the published file and says what the run did."""
        from etl import steps

        steps.publish(checked)

    @task(outlets=[PUBLISHED])
    def brief() -> list[str]:
        """Makes the briefing of what was published."""
        from etl import steps

        return steps.brief()

    # a group, so that a batch goes on alone; load takes the names from find, because a mapped group of one
    # instance hands on no list (apache/airflow#69036)
    @task_group(prefix_group_id=False)
    def read(batch: str) -> None:
        """One batch."""
        tag(batch=clean(batch=extract(batch=batch)))  # by name, as the templates ask for it

    batches = find()
    loaded = load(batches)
    read.expand(batch=batches) >> loaded
    publish(check(loaded)) >> brief()


articles()

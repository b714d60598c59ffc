"""The DAG `retag`: reads all kept pages again by today's rules, shows what differs, and goes live when it is approved."""

from __future__ import annotations

from datetime import timedelta

from airflow.providers.standard.operators.hitl import HITLBranchOperator
from airflow.sdk import Asset, Param, dag, task

from etl.alerts import Alert, question
from etl.tasks import TASK

PUBLISHED = Asset("published")

DOC = """
### What a run does

Rules have changed, and what was read before was read by the old ones. **prepare** lists the kept pages and begins a second
work file; **read** reads them, side by side; **load** brings them in; **compare** says in its log which facts differ, per
kind and rule with examples, and keeps it in `report.fact_changes` of the new file. Where anything differs, **approve** asks a person: under
*Required Actions*, for seven days. *Go live* leads to **accept**, which makes the new file live, publishes it, and keeps
the old one; *Throw away* leads to **discard**. Where only the form of tables differs it goes live unasked, and where
nothing differs it is thrown away. Then **brief** makes the briefing of it.

Readers have their file all the time, daily runs go on, and what they bring meanwhile is brought in before the swap.
With *Go back*, **go_back** makes the file before the last re-tag live again. `./blocwatch retag` does the same without
Airflow; not both at once.

### What to do when a task is red

| task | what happened | what to do |
| --- | --- | --- |
| prepare | nothing was ever read, or another re-tag is at work | run `articles` first, or wait; trigger again |
| read | the disk or the object store did not answer, or a worker died | clear the task; it goes on where it was |
| load | the disk is full, or a worker died | make room, clear `load`; it goes on where it was |
| compare, weigh | the work file is open elsewhere, or the disk is full | clear `compare` |
| approve | nobody answered within seven days | trigger again: as long as rules and code are the same it asks at once |
| accept | the new data would be wrong, or articles would be lost whose pages are gone | the log names the check or the articles; readers keep the old file. Trigger again and answer anew |
| discard | the folder cannot be written | give the right to write, clear `discard` |
| go_back | there is no file to go back to | one is kept when a re-tag is accepted |
| brief | the page could not be made; the file is published all the same | clear `brief` |

If it stays red, the task's log says why in its last lines.
"""

PARAMS = {
    "what": Param(
        "reread",
        type="string",
        enum=["reread", "back"],
        values_display={
            "reread": "Read everything again by today's rules, and ask before it goes live",
            "back": "Go back to the file that was live before the last re-tag",
        },
        title="What to do",
    ),
    "examples": Param(
        5, type="integer", minimum=0, maximum=50, title="Examples", description="Shown of each change.",
        section="Rarely needed",
    ),
    "batch_size": Param(
        100, type="integer", minimum=1, maximum=5000, title="Batch size", section="Rarely needed",
        description="Pages that are read, and lost by a kill, together.",
    ),
}  # fmt: skip

WEEK = timedelta(days=7)
# behind a branch, where one of several paths was taken
ONE_PATH = "none_failed_min_one_success"


@dag(
    dag_id="retag",
    dag_display_name="Re-tag: read again, compare, approve",
    description="Reads all kept pages again by today's rules and goes live when a person approves",
    doc_md=DOC,
    schedule=None,
    catchup=False,
    max_active_runs=1,
    params=PARAMS,
    default_args=TASK,
    tags=["blocwatch"],
)
def retag() -> None:
    @task.branch
    def choose(params=None) -> str:
        """Which way the form asks for."""
        return {"reread": "prepare", "back": "go_back"}[params["what"]]

    @task(pool="warehouse")
    def prepare(params=None) -> list[str]:
        """Lists the pages and begins the new file, or goes on with what was begun."""
        from etl import retagging

        return retagging.begin(params["batch_size"])

    @task(map_index_template="{{ task.op_kwargs['share'] }}")
    def read(share: str) -> str:
        """Cleans and tags its share of the batches."""
        from etl import retagging

        return retagging.read_share(share)

    @task
    def load() -> int:
        """Brings what was read into the new file."""
        from etl import retagging

        return retagging.load_all()

    @task(pool="warehouse")
    def compare(params=None) -> str:
        """Says what differs."""
        from etl import asking

        return asking.compared(params["examples"])

    @task.branch
    def weigh() -> str:
        """Whether a person must be asked."""
        from etl import asking

        return asking.next_step()

    compared, weighed = compare(), weigh()
    approve = HITLBranchOperator(
        task_id="approve",
        subject="Re-tag: shall what is read by today's rules go live?",
        body=compared,
        options=["Go live", "Throw away"],
        options_mapping={"Go live": "accept", "Throw away": "discard"},
        params={
            "lose": Param(
                False, type="boolean", title="Articles may be lost",
                description="Only where the text above says that articles are LOST: go live without them.",
            )
        },
        response_timeout=WEEK,
        notifiers=[Alert(question)],
    )  # fmt: skip

    @task(pool="warehouse", trigger_rule=ONE_PATH)
    def accept(ti=None, dag_run=None) -> None:
        """Makes the new file live and publishes it."""
        from etl import asking

        asking.accept(ti.xcom_pull(task_ids="approve"), dag_run.start_date)

    @task(pool="warehouse", trigger_rule=ONE_PATH)
    def discard() -> None:
        """Throws the new file away."""
        from etl import asking

        asking.discard()

    @task(pool="warehouse")
    def go_back() -> None:
        """Makes the former file live again and publishes it."""
        from etl import asking

        asking.go_back()

    @task(trigger_rule=ONE_PATH, outlets=[PUBLISHED])
    def brief() -> list[str]:
        """Makes the briefing of what was published."""
        from etl import steps

        return steps.brief()

    shares = prepare()
    chosen, back, live, away = choose(), go_back(), accept(), discard()
    chosen >> [shares, back]
    read.expand(share=shares) >> load() >> compared >> weighed >> [approve, live, away]
    approve >> [live, away]
    [live, back] >> brief()


retag()

"""The DAG `review`: puts what waits for a person to a person, and stores the answers as decisions."""

from __future__ import annotations

from datetime import timedelta

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import Asset, Param, dag, task

from etl.alerts import Alert, question
from etl.tasks import TASK

PUBLISHED = Asset("published")
KINDS = {
    "decision": "Decisions whose sentence has changed: do they still hold?",
    "conflict": "Two readings that cannot both be true: which is wrong?",
    "name": "Names that no table lists and that are nearly a listed person's: is it the same person?",
    "spelling": "Names in a spelling that no table lists: were they read correctly?",
}
LATER = "Ask again later"

DOC = """
### What a run does

Runs whenever something was published, and by hand. **gather** takes what waits in `report.review` and `report.conflicts`,
of each kind in turn; **ask** puts each to a person under *Required Actions*, with the sentences that prove both sides, for
twenty hours. **decide** stores the answers as decisions under the name of who answered, lays them over the facts, checks
and publishes, all in one; **brief** makes the briefing of it. What nobody answered, or put off, is asked again by a
later run; there is never more than one run, so nothing is asked twice at once. Where nobody answered anything, nothing is
published.

All answers of a run are applied together, when the last one is there or its time has run out. `./blocwatch decide list`
shows all decisions, `./blocwatch decide withdraw` takes one back.

### What to do when a task is red

| task | what happened | what to do |
| --- | --- | --- |
| gather | the published file cannot be read | the log names it; clear `gather` |
| ask | the question could not be stored | clear the task; it is asked anew |
| decide | the work file is open elsewhere, the disk is full, or the data would be wrong | the log says which; nothing was decided. Mend it, clear `decide`: the answers are kept |
| brief | the page could not be made; the decisions hold all the same | clear `brief` |

If it stays red, the task's log says why in its last lines.
"""

PARAMS = {
    "most": Param(
        10, type="integer", minimum=1, maximum=100, title="Questions", description="At most so many in this run."
    ),
    "kinds": Param(
        list(KINDS), type="array", items={"type": "string", "enum": list(KINDS)}, examples=list(KINDS),
        values_display=KINDS, minItems=1, uniqueItems=True, title="What to ask", section="Rarely needed",
    ),
}  # fmt: skip


def form(asked: dict) -> dict:
    """What the operator shows of a question."""
    return asked["form"]


@dag(
    dag_id="review",
    dag_display_name="Review: what waits for a person",
    description="Puts names, conflicts and doubtful readings to a person and stores the answers",
    doc_md=DOC,
    schedule=[PUBLISHED],
    catchup=False,
    max_active_runs=1,
    params=PARAMS,
    default_args=TASK,
    tags=["blocwatch"],
)
def review() -> None:
    @task(on_success_callback=Alert(question))
    def gather(params=None) -> list[dict]:
        """Takes what waits for a person."""
        from etl import asking

        return asking.questions(params["most"], params["kinds"])

    @task.short_circuit(pool="warehouse")
    def decide(asked: list[dict], answers: list[dict]) -> int:
        """Stores the answers and publishes; without any the run ends here."""
        from etl import asking

        return asking.decide(asked[:], answers[:])

    @task(outlets=[PUBLISHED])
    def brief() -> list[str]:
        """Makes the briefing of what was published."""
        from etl import steps

        return steps.brief()

    asked = gather()
    # twenty hours: over before the next daily run publishes
    ask = HITLOperator.partial(
        task_id="ask",
        defaults=LATER,
        response_timeout=timedelta(hours=20),
        map_index_template="{{ task.subject }}",
    ).expand_kwargs(asked.map(form))
    decide(asked, ask.output) >> brief()


review()

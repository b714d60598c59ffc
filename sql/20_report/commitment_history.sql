-- One row per step of one commitment: announced, repeated, moved, met, settled late, missed as of the newest day
-- of publication.
create schema if not exists report;

create or replace view report.commitment_history as
with newest as (
    select max(a.published_on) as published_on
    from core.article as a
)

select
    l.commitment_id,
    case
        when l.step <> 'done' then l.step
        when c.settled = 'in time' then 'met'
        when c.settled = 'late' then 'done late'
        else 'done'
    end as step,
    l.told_on as step_on,
    l.article_id,
    l.fact,
    l.fact_id,
    l.char_start,
    l.char_end,
    l.due_from,
    l.due_until,
    l.reason
from store.commitment_link as l
inner join store.commitment as c on l.commitment_id = c.commitment_id

union all

select
    c.commitment_id,
    'missed' as step,
    c.due_until + 1 as step_on,
    null as article_id,
    null as fact,
    null as fact_id,
    null as char_start,
    null as char_end,
    c.due_from,
    c.due_until,
    concat(
        'due until ', c.due_until, ', and no article until ', n.published_on, ' tells of it as done in time'
    ) as reason
from store.commitment as c
cross join newest as n
where c.due_until < n.published_on and (c.settled is null or c.settled = 'late');

comment on view report.commitment_history is 'One step of one commitment, with its article and proof';
comment on column report.commitment_history.commitment_id is 'The commitment, as in report.commitments';
comment on column report.commitment_history.step is
'announced, repeated, moved, met, done late, done (nobody says whether in time), missed (as of the newest day of
publication)';
comment on column report.commitment_history.step_on is
'Day of the article that tells it, of an undated one the last day it can be of; of missed the day after the last';
comment on column report.commitment_history.article_id is 'The article that tells it; none tells what is missed';
comment on column report.commitment_history.fact is 'The view in report that shows the fact';
comment on column report.commitment_history.fact_id is 'The fact, as in report.evidence';
comment on column report.commitment_history.char_start is
'First character of the proof in report.articles.text, code points from 0';
comment on column report.commitment_history.char_end is 'Character after the proof''s last one';
comment on column report.commitment_history.due_from is 'First day of the time it is due in, as told at this step';
comment on column report.commitment_history.due_until is 'Last day of the time it is due in, as told at this step';
comment on column report.commitment_history.reason is 'Why the step belongs to the commitment, in words';

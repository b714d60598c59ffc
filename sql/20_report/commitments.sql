-- One row per announced act over all articles, with what became of it as of the newest day of publication: the day
-- an undated page was fetched says nothing of how far the warehouse knows.
create schema if not exists report;

create or replace view report.commitments as
with newest as (
    select max(a.published_on) as published_on
    from core.article as a
)

select
    c.commitment_id,
    c.actors,
    c.action,
    c.due_until,
    case
        when c.settled = 'in time' then 'met'
        when c.settled = 'late' then 'missed'
        when c.settled = 'undated' or c.due_until is null then 'unknown'
        when c.due_until < n.published_on then 'missed'
        when len(c.previous_due) > 0 then 'moved'
        else 'open'
    end as status,
    c.first_reported_on,
    c.settled_by,
    c.settled_on,
    c.settled_fact,
    c.settled_fact_id,
    c.char_start,
    c.char_end,
    c.reason,
    c.previous_due,
    c.due_from,
    c.instrument,
    c.object,
    c.articles
from store.commitment as c
cross join newest as n;

comment on view report.commitments is
'One announced act over all articles, with what became of it as of the newest day of publication';
comment on column report.commitments.commitment_id is
'Hash of what the first announcement says; the same on every machine, and further articles do not change it';
comment on column report.commitments.actors is 'Who is to act: persons, organizations, ISO codes of countries';
comment on column report.commitments.action is 'What is to be done';
comment on column report.commitments.due_until is
'Last day of the time it is due in, as it was moved last; empty where nobody tells one';
comment on column report.commitments.status is
'met: done in time; missed: done late, or not known to be done when its last day was past on the newest day of
publication; moved: not yet due, and due earlier once; open: not yet due; unknown: without a last day, or
done nobody says when';
comment on column report.commitments.first_reported_on is
'Day of the first article that announced it; of an undated article the last day it can be of';
comment on column report.commitments.settled_by is 'The article that tells of it as done, in time or late';
comment on column report.commitments.settled_on is 'Day on which it was done; empty where no article tells one';
comment on column report.commitments.settled_fact is 'The view in report that shows the fact that settled it';
comment on column report.commitments.settled_fact_id is 'The fact that settled it, as in report.evidence';
comment on column report.commitments.char_start is
'First character of that fact''s proof in report.articles.text of settled_by, code points from 0';
comment on column report.commitments.char_end is 'Character after the proof''s last one';
comment on column report.commitments.reason is 'Why it is settled or not, in words';
comment on column report.commitments.previous_due is
'Last days it was due before it was moved, as ISO dates in their order';
comment on column report.commitments.due_from is 'First day of the time it is due in';
comment on column report.commitments.instrument is 'Roadmap, protocol, agreement, plan, …';
comment on column report.commitments.object is
'Whom or what it is about: the country visited, the organization joined, the office';
comment on column report.commitments.articles is 'Number of articles that announce it';

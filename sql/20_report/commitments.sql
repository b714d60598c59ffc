-- One row per announced act over all articles: the same actors, action and deadline. Whether it was met is not read
-- yet, so status is unknown everywhere.
create schema if not exists report;

create or replace view report.commitments as
with announcements as (
    select
        list_sort(c.actors) as actors,
        c.action,
        c.instrument,
        c.due_from,
        c.due_until,
        c.article_id,
        a.known_on
    from store.commitment_reported as c
    inner join core.article as a on c.article_id = a.article_id
)

select
    left(
        sha256(concat(array_to_string(c.actors, chr(30)), chr(31), c.action, chr(31), cast(c.due_until as varchar))), 32
    ) as commitment_id,
    c.actors,
    c.action,
    c.due_until,
    'unknown' as status,
    min(c.known_on) as first_reported_on,
    cast(null as varchar) as settled_by,
    min(c.due_from) as due_from,
    min(c.instrument) as instrument,
    count(distinct c.article_id) as articles
from announcements as c
group by c.actors, c.action, c.due_until;

comment on view report.commitments is 'One announced act over all articles; whether it was met is not read yet';
comment on column report.commitments.commitment_id is 'Hash of actors, action and deadline; the same on every machine';
comment on column report.commitments.actors is 'Who is to act: persons, organizations, ISO codes of countries';
comment on column report.commitments.action is 'What is to be done';
comment on column report.commitments.due_until is 'Last day of the time it is due in';
comment on column report.commitments.status is
'open, met, missed, moved, unknown; unknown everywhere until settling is read';
comment on column report.commitments.first_reported_on is 'Day the first article announced it';
comment on column report.commitments.settled_by is 'The article that settles it; empty until settling is read';
comment on column report.commitments.due_from is 'First day of the time it is due in';
comment on column report.commitments.instrument is 'Roadmap, protocol, agreement, plan, …';
comment on column report.commitments.articles is 'Number of articles that announce it';

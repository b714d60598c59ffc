-- One row per thing told as done that may settle an announced act: acts, meetings held, statuses, offices given.
create schema if not exists core;

create or replace view core.deed as
select
    'acts_reported' as fact,
    a.fact_id,
    a.article_id,
    a.action as done,
    a.actors,
    a.instrument,
    a.object,
    a.done_from,
    a.done_until,
    false as is_bound,
    a.char_start,
    a.char_end,
    a.load_number
from store.act_reported as a

union all

select
    'meeting_articles' as fact,
    m.fact_id,
    m.article_id,
    'visit' as done,
    [p.participant] as actors,
    null as instrument,
    coalesce(m.country, l.country) as object,
    m.held_from as done_from,
    m.held_until as done_until,
    false as is_bound,
    m.char_start,
    m.char_end,
    m.load_number
from store.participant_reported as p
-- their load is one, which keeps the scan of both to the loads asked for
inner join store.meeting_reported as m
    on p.article_id = m.article_id and p.telling_id = m.telling_id and p.load_number = m.load_number
left join reference.place as l on m.place = l.place
where
    m.status_told = 'held'
    and m.kind <> 'call'
    and p.kind = 'person'
    and p.role not in ('absent', 'expected', 'host')
    -- who is no visitor and met somebody nobody says where may have been at home
    and (p.role = 'visitor' or coalesce(m.country, l.country) is not null)

union all

select
    'meeting_articles' as fact,
    m.fact_id,
    m.article_id,
    'hold' as done,
    [m.body] as actors,
    case when m.kind = 'summit' then 'Gipfel' when m.kind = 'session' then 'Sitzung' end as instrument,
    null as object,
    m.held_from as done_from,
    m.held_until as done_until,
    false as is_bound,
    m.char_start,
    m.char_end,
    m.load_number
from store.meeting_reported as m
where m.status_told = 'held' and m.body is not null

union all

select
    'memberships_reported' as fact,
    s.fact_id,
    s.article_id,
    case s.status when 'member' then 'join' else 'leave' end as done,
    [s.member] as actors,
    null as instrument,
    s.organization as object,
    case when s.begins_on = s.as_of then s.begins_on end as done_from,
    s.as_of as done_until,
    (s.begins_on is distinct from s.as_of) as is_bound,
    s.char_start,
    s.char_end,
    s.load_number
from store.membership_reported as s
where s.status in ('member', 'former')

union all

select
    'occupancies_reported' as fact,
    o.fact_id,
    o.article_id,
    'appoint' as done,
    [o.body] as actors,
    null as instrument,
    o.position as object,
    null as done_from,
    o.as_of as done_until,
    true as is_bound,
    o.char_start,
    o.char_end,
    o.load_number
from store.occupancy_reported as o
where o.status = 'designated' and o.basis = 'text' and o.body is not null;

comment on view core.deed is 'One thing told as done that may settle an announced act';
comment on column core.deed.fact is 'Name of the view in report that shows the fact';
comment on column core.deed.fact_id is 'The fact, as in report.evidence';
comment on column core.deed.article_id is 'The article that tells it';
comment on column core.deed.done is 'What was done; core.settling says which announced acts that settles';
comment on column core.deed.actors is 'Who did it: persons, organizations, ISO codes of countries';
comment on column core.deed.instrument is 'What was signed, adopted, held, …';
comment on column core.deed.object is 'The country visited, the organization joined, the office';
comment on column core.deed.done_from is 'First day on which it can have been done';
comment on column core.deed.done_until is 'Last day on which it can have been done';
comment on column core.deed.is_bound is 'Whether it was done by that day and nobody says on which';
comment on column core.deed.char_start is 'First character of the proof in report.articles.text, code points from 0';
comment on column core.deed.char_end is 'Character after the proof''s last one';
comment on column core.deed.load_number is 'The load that wrote it';

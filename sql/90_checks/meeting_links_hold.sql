-- Proves: every telling is of one meeting, every link leads from a telling of the same article to a meeting, and only
-- visits are shown to be held.
-- Scope: what was loaded since the last publish.
with linked as (
    select
        l.telling_id,
        l.article_id,
        l.meeting_id,
        l.meeting_key,
        l.relation
    from store.meeting_link as l -- whole
    where l.article_key in (select a.article_key from store.article as a)
),

tellings as (
    select
        l.telling_id,
        count(*) filter (where l.relation = 'tells') as meetings
    from linked as l
    group by l.telling_id
)

select
    'telling without one meeting' as wrong,
    t.telling_id as culprit
from store.meeting_reported as t
left join tellings as l on t.telling_id = l.telling_id
where l.meetings is distinct from 1

union all

select
    'link without telling' as wrong,
    l.telling_id as culprit
from linked as l
left join store.meeting_reported as t on l.telling_id = t.telling_id and l.article_id = t.article_id
where t.telling_id is null

union all

select
    'link without meeting' as wrong,
    l.telling_id as culprit
from linked as l
left join store.meeting as m -- whole
    on l.meeting_key = m.meeting_key and l.meeting_id = m.meeting_id
where m.meeting_id is null or (l.relation = 'shows' and m.kind <> 'visit');

-- Proves: every telling is of one meeting, every link leads from a telling of the same article to a meeting, every
-- meeting has a telling and is named after the first, and only visits have parts.
with links as (
    select
        l.telling_id,
        count(*) filter (where l.relation = 'tells') as meetings
    from store.meeting_link as l
    group by l.telling_id
)

select
    'telling without one meeting' as wrong,
    t.telling_id as culprit
from store.meeting_reported as t
left join links as l on t.telling_id = l.telling_id
where l.meetings is distinct from 1

union all

select
    'link without telling' as wrong,
    l.telling_id as culprit
from store.meeting_link as l
left join store.meeting_reported as t on l.telling_id = t.telling_id and l.article_id = t.article_id
where t.telling_id is null

union all

select
    'link without meeting' as wrong,
    l.telling_id as culprit
from store.meeting_link as l
left join store.meeting as m on l.meeting_id = m.meeting_id
where m.meeting_id is null or (l.relation = 'shows' and m.kind <> 'visit')

union all

select
    'meeting without its first telling' as wrong,
    m.meeting_id as culprit
from store.meeting as m
left join store.meeting_link as l
    on m.meeting_id = l.meeting_id and m.meeting_id = l.telling_id and l.relation = 'tells'
where l.telling_id is null

union all

select
    'part of no visit' as wrong,
    m.meeting_id as culprit
from store.meeting as m
left join store.meeting as v on m.part_of = v.meeting_id and v.kind = 'visit'
where m.part_of is not null and v.meeting_id is null;

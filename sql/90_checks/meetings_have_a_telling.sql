-- Proves: every meeting is named after a telling of it, and part of a visit or of none.
-- Scope: what was loaded since the last publish.
select
    'meeting without its first telling' as wrong,
    m.meeting_id as culprit
from store.meeting as m
left join store.meeting_link as l -- whole
    on m.meeting_key = l.telling_key and m.meeting_id = l.meeting_id and l.relation = 'tells'
where l.telling_id is null

union all

select
    'part of no visit' as wrong,
    m.meeting_id as culprit
from store.meeting as m
left join store.meeting as v -- whole
    on m.visit_key = v.meeting_key and m.part_of = v.meeting_id and v.kind = 'visit'
where m.part_of is not null and v.meeting_id is null;

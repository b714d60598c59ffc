-- Proves: no interval ends before it begins.
-- Scope: what was loaded since the last publish.
select
    'store.article' as table_name,
    t.article_id as culprit,
    cast(t.published_from as varchar) as begins,
    cast(t.published_until as varchar) as ends
from store.article as t
where t.published_from > t.published_until

union all

select
    'store.mention' as table_name,
    t.article_id as culprit,
    cast(t.date_from as varchar) as begins,
    cast(t.date_until as varchar) as ends
from store.mention as t
where t.date_from > t.date_until

union all

select
    'store.meeting_reported' as table_name,
    t.telling_id as culprit,
    cast(t.held_from as varchar) as begins,
    cast(t.held_until as varchar) as ends
from store.meeting_reported as t
where t.held_from > t.held_until

union all

select
    'store.meeting' as table_name,
    t.meeting_id as culprit,
    cast(t.held_from as varchar) as begins,
    cast(t.held_until as varchar) as ends
from store.meeting as t
where t.held_from > t.held_until

union all

select
    'store.meeting_key' as table_name,
    t.telling_id as culprit,
    cast(t.begins as varchar) as begins,
    cast(t.ends as varchar) as ends
from store.meeting_key as t
where t.begins > t.ends

union all

select
    'store.commitment_reported' as table_name,
    t.article_id as culprit,
    cast(t.due_from as varchar) as begins,
    cast(t.due_until as varchar) as ends
from store.commitment_reported as t
where t.due_from > t.due_until

union all

select
    'store.run' as table_name,
    t.run_id as culprit,
    cast(t.started_at as varchar) as begins,
    cast(t.ended_at as varchar) as ends
from store.run as t
where t.started_at > t.ended_at

union all

select
    'reference.occupancy' as table_name,
    concat_ws(', ', t.body, t.position, t.person) as culprit,
    cast(t.valid_from as varchar) as begins,
    cast(t.valid_until as varchar) as ends
from reference.occupancy as t
where t.valid_from > t.valid_until

union all

select
    'reference.membership' as table_name,
    concat_ws(', ', t.organization, t.member, t.status_name) as culprit,
    cast(t.valid_from as varchar) as begins,
    cast(t.valid_until as varchar) as ends
from reference.membership as t
where t.valid_from > t.valid_until;

-- Proves: statuses, kinds, roles, bases and stages are those the contract lists; first_id is an article, meeting or
-- run that shows another.
-- Scope: what was loaded since the last publish.
select
    'occupancy_reported' as table_name,
    'status' as column_name,
    t.status as unlisted,
    count(*) as entries,
    min(t.article_id) as first_id
from store.occupancy_reported as t
where
    t.status is null
    or t.status not in ('held', 'acting', 'former', 'designated')
group by t.status

union all

select
    'occupancy_reported' as table_name,
    'basis' as column_name,
    t.basis as unlisted,
    count(*) as entries,
    min(t.article_id) as first_id
from store.occupancy_reported as t
where
    t.basis is null
    or t.basis not in ('text', 'reference')
group by t.basis

union all

select
    'participant_reported' as table_name,
    'kind' as column_name,
    t.kind as unlisted,
    count(*) as entries,
    min(t.telling_id) as first_id
from store.participant_reported as t
where
    t.kind is null
    or t.kind not in ('person', 'organization', 'country')
group by t.kind

union all

select
    'participant_reported' as table_name,
    'role' as column_name,
    t.role as unlisted,
    count(*) as entries,
    min(t.telling_id) as first_id
from store.participant_reported as t
where
    t.role is null
    or t.role not in (
        'participant',
        'host',
        'visitor',
        'chair',
        'speaker',
        'delegation_head',
        'expected',
        'absent'
    )
group by t.role

union all

select
    'meeting_reported' as table_name,
    'status_told' as column_name,
    t.status_told as unlisted,
    count(*) as entries,
    min(t.article_id) as first_id
from store.meeting_reported as t
where
    t.status_told is null
    or t.status_told not in ('planned', 'confirmed', 'held', 'cancelled', 'unknown')
group by t.status_told

union all

select
    'meeting' as table_name,
    'status' as column_name,
    t.status as unlisted,
    count(*) as entries,
    min(t.meeting_id) as first_id
from store.meeting as t
where
    t.status is null
    or t.status not in ('planned', 'confirmed', 'held', 'cancelled', 'unknown')
group by t.status

union all

select
    'meeting_link' as table_name,
    'relation' as column_name,
    t.relation as unlisted,
    count(*) as entries,
    min(t.article_id) as first_id
from store.meeting_link as t
where
    t.relation is null
    or t.relation not in ('tells', 'shows')
group by t.relation

union all

select
    'quotation' as table_name,
    'kind' as column_name,
    t.kind as unlisted,
    count(*) as entries,
    min(t.article_id) as first_id
from store.quotation as t
where
    t.kind is null
    or t.kind not in ('direct', 'indirect')
group by t.kind

union all

select
    'relay' as table_name,
    'kind' as column_name,
    t.kind as unlisted,
    count(*) as entries,
    min(t.article_id) as first_id
from store.relay as t
where
    t.kind is null
    or t.kind not in ('agency', 'outlet', 'press_service', 'institution', 'person')
group by t.kind

union all

select
    'membership_reported' as table_name,
    'status' as column_name,
    t.status as unlisted,
    count(*) as entries,
    min(t.article_id) as first_id
from store.membership_reported as t
where
    t.status is null
    or t.status not in (
        'member',
        'observer',
        'partner',
        'joining',
        'joining_as_observer',
        'joining_as_partner',
        'participation_frozen',
        'leaving',
        'former'
    )
group by t.status

union all

select
    'paragraph' as table_name,
    'kind' as column_name,
    t.kind as unlisted,
    count(*) as entries,
    min(t.article_id) as first_id
from store.paragraph as t
where
    t.kind is null
    or t.kind not in ('paragraph', 'heading', 'list_item', 'quotation', 'footnote')
group by t.kind

union all

select
    'funnel' as table_name,
    'stage' as column_name,
    t.stage as unlisted,
    count(*) as entries,
    min(t.run_id) as first_id
from store.funnel as t
where
    t.stage is null
    or t.stage not in (
        'found',
        'fetched',
        'cleaned',
        'tagged',
        'loaded',
        'duplicate',
        'quarantined',
        'outside_window',
        'unchanged'
    )
group by t.stage;

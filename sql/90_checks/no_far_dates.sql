-- Proves: no date stands in for "not known": none is infinite, from the year 9999 on, or from the year 1.
-- Scope: what was loaded since the last publish.
select
    'store.article' as table_name,
    'published_at' as column_name,
    t.article_id as culprit,
    cast(t.published_at as varchar) as far_date
from store.article as t
where t.published_at >= timestamptz '9999-01-01' or t.published_at < timestamptz '0002-01-01'

union all

select
    'store.article' as table_name,
    'published_from' as column_name,
    t.article_id as culprit,
    cast(t.published_from as varchar) as far_date
from store.article as t
where t.published_from >= date '9999-01-01' or t.published_from < date '0002-01-01'

union all

select
    'store.article' as table_name,
    'published_until' as column_name,
    t.article_id as culprit,
    cast(t.published_until as varchar) as far_date
from store.article as t
where t.published_until >= date '9999-01-01' or t.published_until < date '0002-01-01'

union all

select
    'store.article' as table_name,
    'dateline_date' as column_name,
    t.article_id as culprit,
    cast(t.dateline_date as varchar) as far_date
from store.article as t
where t.dateline_date >= date '9999-01-01' or t.dateline_date < date '0002-01-01'

union all

select
    'store.article' as table_name,
    'fetched_at' as column_name,
    t.article_id as culprit,
    cast(t.fetched_at as varchar) as far_date
from store.article as t
where t.fetched_at >= timestamptz '9999-01-01' or t.fetched_at < timestamptz '0002-01-01'

union all

select
    'store.mention' as table_name,
    'date_from' as column_name,
    t.article_id as culprit,
    cast(t.date_from as varchar) as far_date
from store.mention as t
where t.date_from >= date '9999-01-01' or t.date_from < date '0002-01-01'

union all

select
    'store.mention' as table_name,
    'date_until' as column_name,
    t.article_id as culprit,
    cast(t.date_until as varchar) as far_date
from store.mention as t
where t.date_until >= date '9999-01-01' or t.date_until < date '0002-01-01'

union all

select
    'store.occupancy_reported' as table_name,
    'as_of' as column_name,
    t.article_id as culprit,
    cast(t.as_of as varchar) as far_date
from store.occupancy_reported as t
where t.as_of >= date '9999-01-01' or t.as_of < date '0002-01-01'

union all

select
    'store.meeting_reported' as table_name,
    'held_from' as column_name,
    t.telling_id as culprit,
    cast(t.held_from as varchar) as far_date
from store.meeting_reported as t
where t.held_from >= date '9999-01-01' or t.held_from < date '0002-01-01'

union all

select
    'store.meeting_reported' as table_name,
    'held_until' as column_name,
    t.telling_id as culprit,
    cast(t.held_until as varchar) as far_date
from store.meeting_reported as t
where t.held_until >= date '9999-01-01' or t.held_until < date '0002-01-01'

union all

select
    'store.quotation' as table_name,
    'said_on' as column_name,
    t.article_id as culprit,
    cast(t.said_on as varchar) as far_date
from store.quotation as t
where t.said_on >= date '9999-01-01' or t.said_on < date '0002-01-01'

union all

select
    'store.membership_reported' as table_name,
    'as_of' as column_name,
    t.article_id as culprit,
    cast(t.as_of as varchar) as far_date
from store.membership_reported as t
where t.as_of >= date '9999-01-01' or t.as_of < date '0002-01-01'

union all

select
    'store.commitment_reported' as table_name,
    'due_from' as column_name,
    t.article_id as culprit,
    cast(t.due_from as varchar) as far_date
from store.commitment_reported as t
where t.due_from >= date '9999-01-01' or t.due_from < date '0002-01-01'

union all

select
    'store.commitment_reported' as table_name,
    'due_until' as column_name,
    t.article_id as culprit,
    cast(t.due_until as varchar) as far_date
from store.commitment_reported as t
where t.due_until >= date '9999-01-01' or t.due_until < date '0002-01-01'

union all

select
    'reference.occupancy' as table_name,
    'valid_from' as column_name,
    concat_ws(', ', t.body, t.position, t.person) as culprit,
    cast(t.valid_from as varchar) as far_date
from reference.occupancy as t
where t.valid_from >= date '9999-01-01' or t.valid_from < date '0002-01-01'

union all

select
    'reference.occupancy' as table_name,
    'valid_until' as column_name,
    concat_ws(', ', t.body, t.position, t.person) as culprit,
    cast(t.valid_until as varchar) as far_date
from reference.occupancy as t
where t.valid_until >= date '9999-01-01' or t.valid_until < date '0002-01-01'

union all

select
    'reference.membership' as table_name,
    'valid_from' as column_name,
    concat_ws(', ', t.organization, t.member, t.status_name) as culprit,
    cast(t.valid_from as varchar) as far_date
from reference.membership as t
where t.valid_from >= date '9999-01-01' or t.valid_from < date '0002-01-01'

union all

select
    'reference.membership' as table_name,
    'valid_until' as column_name,
    concat_ws(', ', t.organization, t.member, t.status_name) as culprit,
    cast(t.valid_until as varchar) as far_date
from reference.membership as t
where t.valid_until >= date '9999-01-01' or t.valid_until < date '0002-01-01';

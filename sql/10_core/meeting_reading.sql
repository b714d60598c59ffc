-- One row per property of a meeting as one telling has it, of meetings that several articles tell of. precision is what
-- the value is told to: day, days, month, year of days; place, outcome.
create schema if not exists core;

create or replace view core.meeting_reading as
with told as (
    select
        l.meeting_id,
        t.telling_id,
        t.article_id,
        t.place,
        t.status_told,
        t.held_from,
        t.held_until
    from store.meeting_link as l
    inner join store.meeting as m on l.meeting_id = m.meeting_id
    inner join store.meeting_reported as t on l.telling_id = t.telling_id
    where l.relation = 'tells' and m.article_count > 1
)

select
    t.meeting_id,
    t.telling_id,
    t.article_id,
    'days' as property,
    case
        when t.held_from = t.held_until then cast(t.held_from as varchar)
        else concat(t.held_from, '/', t.held_until)
    end as value, -- noqa: RF04
    case
        when t.held_from = t.held_until then 'day'
        when t.held_until - t.held_from > 31 then 'year'
        when t.held_until = last_day(t.held_from) and day(t.held_from) = 1 then 'month'
        else 'days'
    end as precision -- noqa: RF04
from told as t
where t.held_from is not null and t.held_until is not null

union all

select
    t.meeting_id,
    t.telling_id,
    t.article_id,
    'place' as property,
    t.place as value, -- noqa: RF04
    'place' as precision -- noqa: RF04
from told as t
where t.place is not null

union all

select
    t.meeting_id,
    t.telling_id,
    t.article_id,
    'outcome' as property,
    t.status_told as value, -- noqa: RF04
    'outcome' as precision -- noqa: RF04
from told as t
where t.status_told in ('held', 'cancelled');

comment on view core.meeting_reading is
'One property of one meeting as one telling has it, of meetings that several articles tell of';
comment on column core.meeting_reading.meeting_id is 'The meeting, as in core.meeting';
comment on column core.meeting_reading.telling_id is 'The telling, as in store.meeting_reported';
comment on column core.meeting_reading.article_id is 'The article that tells it';
comment on column core.meeting_reading.property is 'days, place, outcome';
comment on column core.meeting_reading.value is
'A day, first and last day parted by a slash, the name of a place, held or cancelled';
comment on column core.meeting_reading.precision is 'day, days, month, year; place; outcome';

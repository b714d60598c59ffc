-- One row per property of a meeting as one telling has it. precision is what the value is told to: day, days, month,
-- year of days; place of places.
create schema if not exists core;

create or replace view core.meeting_reading as
select
    t.telling_id as meeting_id,
    t.telling_id,
    t.article_id,
    'days' as property,
    case
        when t.held_from = t.held_until then cast(t.held_from as varchar)
        else concat(t.held_from, '/', t.held_until)
    end as value,
    case
        when t.held_from = t.held_until then 'day'
        when t.held_until - t.held_from > 31 then 'year'
        when t.held_until = last_day(t.held_from) and day(t.held_from) = 1 then 'month'
        else 'days'
    end as precision
from store.meeting_reported as t
where t.held_from is not null and t.held_until is not null

union all

select
    t.telling_id as meeting_id,
    t.telling_id,
    t.article_id,
    'place' as property,
    t.place as value,
    'place' as precision
from store.meeting_reported as t
where t.place is not null;

comment on view core.meeting_reading is 'One property of one meeting as one telling has it';
comment on column core.meeting_reading.meeting_id is 'The meeting, as in core.meeting';
comment on column core.meeting_reading.telling_id is 'The telling, as in store.meeting_reported';
comment on column core.meeting_reading.article_id is 'The article that tells it';
comment on column core.meeting_reading.property is 'days, place';
comment on column core.meeting_reading.value is 'A day, first and last day parted by a slash, or the name of a place';
comment on column core.meeting_reading.precision is 'day, days, month, year; place';

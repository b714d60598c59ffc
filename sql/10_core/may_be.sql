-- Whether a day at the edge of a month or a year may stand for all of it and so mean the other day, too: "seit 2005" is
-- stored as its first day, "bis 2005" as its last.
create schema if not exists core;

create or replace macro core.may_be(coarse, fine) as
(
    date_trunc('month', coarse) = date_trunc('month', fine)
    and (day(coarse) = 1 or coarse = last_day(coarse))
)
or (
    year(coarse) = year(fine)
    and strftime(coarse, '%m-%d') in ('01-01', '12-31')
);

comment on macro core.may_be is 'Whether a day at the edge of a month or a year may stand for all of it and so mean the other day'; -- noqa: LT05

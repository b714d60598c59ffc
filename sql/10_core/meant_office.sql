-- The office that somebody who asks means: a listed one in any case and with umlauts written out, else the words.
create schema if not exists core;

create or replace macro core.meant_office(words) as
coalesce(
    (
        select min(o.position)
        from reference.occupancy as o
        where core.folded(o.position) = core.folded(trim(words))
    ),
    words
);

comment on macro core.meant_office is 'The listed office of that name, whatever its case and umlauts; else the words'; -- noqa: LT05

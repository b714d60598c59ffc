-- One row per person in one position on one day, as known on known_on (today where that is empty): what was not known
-- yet is left out, and an end not known yet leaves the stretch open, until somebody is known to follow. Two that the
-- reference lists are both shown. Who only articles name is shown where the reference lists nobody: on days between
-- the first and the last they say it of, and after the last while nobody else is seen in office later and nothing is
-- over.
-- Office and body are found by any case and spelling that is listed.
create schema if not exists report;

-- position without quotation marks is a keyword where a macro names its parameters
create or replace macro report.holder_on("position", body, day, known_on := null) as table -- noqa: RF06
    with asked as (
        select
            core.office(core.meant_office(cast("position" as varchar))) as position, -- noqa: RF06
            core.meant_body(cast(body as varchar)) as body
    ),

    -- what was seen by then; nothing is read where nobody asks what was known
    seen as (
        select
            o.person,
            o.seen_on
        from store.office_seen as o
        inner join asked as x on o.position = x.position and o.body = x.body
        where
            cast(known_on as date) is not null
            and o.known_on <= cast(known_on as date)
            and o.status not in ('designated', 'former')
    ),

    told as (
        select
            s.person,
            s.status,
            s.basis,
            s.known_from,
            case
                when coalesce(s.valid_from_known_on <= cast(known_on as date), true) then s.valid_from
            end as valid_from,
            min(case when cast(known_on as date) is null then s.seen_from else o.seen_on end) as seen_from,
            max(case when cast(known_on as date) is null then s.seen_until else o.seen_on end) as seen_until,
            case when coalesce(s.end_known_on <= cast(known_on as date), true) then s.valid_until end as valid_until,
            case
                when
                    coalesce(s.past_known_on <= cast(known_on as date), true)
                    and (s.valid_until is null or coalesce(s.end_known_on > cast(known_on as date), false))
                    then s.past_on
            end as over_on,
            coalesce(s.end_known_on > cast(known_on as date), false) as ends_later
        from core.office_stretch as s
        inner join asked as x on s.position = x.position and s.body = x.body
        left join seen as o on s.person = o.person and o.seen_on between s.seen_from and s.seen_until
        where
            cast(day as date) is not null
            and s.status not in ('designated', 'former')
            and coalesce(s.known_from <= cast(known_on as date), true)
        group by all
    ),

    known as (
        select
            t.*,
            coalesce(t.valid_from, t.seen_from) as begins
        from told as t
    ),

    begun as (
        select
            k.*,
            row_number() over (order by k.begins asc nulls first, k.basis desc, k.person asc, k.status asc) as place
        from known as k
        where
            coalesce(k.begins <= cast(day as date), k.basis = 'reference')
            and coalesce(k.valid_until >= cast(day as date), true)
            and coalesce(k.over_on > cast(day as date), true)
    ),

    -- whoever follows anybody is followed by the last two in office, or is one of them
    last_two as (
        select l.*
        from (
            select b.*
            from begun as b
            where b.status = 'held'
            qualify row_number() over (partition by b.basis, b.person order by b.place desc) = 1
        ) as l
        qualify row_number() over (partition by l.basis order by l.place desc) <= 2
    ),

    -- whoever was seen in office before somebody else is seen later than one of the last two, or is one of them
    seen_last as (
        select l.*
        from (
            select b.*
            from begun as b
            where b.status = 'held' and b.basis = 'text'
            qualify row_number() over (partition by b.person order by b.seen_until desc) = 1
        ) as l
        qualify row_number() over (order by l.seen_until desc nulls last, l.place desc) <= 2
    ),

    fitting as (
        select b.*
        from begun as b
        where not exists (
            select 1
            from seen_last as later
            where
                b.basis = 'text'
                and b.seen_until < cast(day as date)
                and later.person <> b.person
                and later.seen_until > b.seen_until
        )
        and not exists (
            select 1
            from last_two as later
            where
                later.place > b.place
                and later.person <> b.person
                and (later.basis = 'reference' or b.basis = 'text')
                and (b.ends_later or (b.basis = 'text' and later.begins > coalesce(b.seen_until, b.begins)))
        )
    )

    select
        f.person,
        f.status,
        f.valid_from,
        f.valid_until,
        f.basis,
        f.seen_from,
        f.seen_until,
        f.known_from
    from fitting as f
    where
        f.basis = 'reference'
        or not exists (
            select 1
            from fitting as listed
            where listed.basis = 'reference'
        )
    order by f.valid_from, f.person;

comment on macro table report.holder_on is 'Who held the position of the body on the day, as known on known_on: person, status, first and last day, basis, days seen'; -- noqa: LT05

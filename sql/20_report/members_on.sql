-- One row per status of one member on one day, as known on known_on (today where that is empty): what was not known yet
-- is left out, and an end not known yet leaves the stretch open. Statuses that run side by side both appear. What only
-- articles tell holds from the first to the last day they say it of, and after that while nothing else begins or ends
-- for the member there, and while no later day tells a status that excludes it. The organization is found by any of its
-- listed names.
create schema if not exists report;

create or replace macro report.members_on(organization, day, known_on := null) as table
    with asked as (
        select core.meant(cast(organization as varchar), 'organization') as organization
    ),

    -- what was seen by then; nothing is read where nobody asks what was known
    seen as (
        select
            m.member,
            m.status,
            m.seen_on
        from store.membership_seen as m
        inner join asked as x on m.organization = x.organization
        where cast(known_on as date) is not null and m.known_on <= cast(known_on as date)
    ),

    told as (
        select
            s.member,
            s.status,
            s.status_name,
            s.basis,
            s.known_from,
            cast(day as date) as on_day,
            case
                when coalesce(s.valid_from_known_on <= cast(known_on as date), true) then s.valid_from
            end as valid_from,
            min(case when cast(known_on as date) is null then s.seen_from else m.seen_on end) as seen_from,
            max(case when cast(known_on as date) is null then s.seen_until else m.seen_on end) as seen_until,
            case when coalesce(s.end_known_on <= cast(known_on as date), true) then s.valid_until end as valid_until,
            case
                when
                    coalesce(s.past_known_on <= cast(known_on as date), true)
                    and (s.valid_until is null or coalesce(s.end_known_on > cast(known_on as date), false))
                    then s.past_on
            end as over_on
        from core.membership_stretch as s
        inner join asked as x on s.organization = x.organization
        left join seen as m
            on s.member = m.member and s.status = m.status and m.seen_on between s.seen_from and s.seen_until
        where
            cast(day as date) is not null
            and coalesce(s.known_from <= cast(known_on as date), true)
        group by all
    ),

    known as (
        select
            t.*,
            coalesce(t.valid_from, t.seen_from) as begins
        from told as t
    )

    select
        k.member,
        k.status,
        k.status_name,
        k.valid_from,
        k.valid_until,
        k.basis,
        k.seen_from,
        k.seen_until,
        k.known_from
    from known as k
    where
        coalesce(k.begins <= k.on_day, k.basis = 'reference')
        and coalesce(k.valid_until >= k.on_day, true)
        and coalesce(k.over_on > k.on_day, true)
        and (
            k.basis = 'reference'
            or k.seen_until >= k.on_day
            or not exists (
                select 1
                from known as other
                where
                    other.member = k.member
                    and other.status <> k.status
                    and (
                        (other.begins <= k.on_day and other.status = core.aim(k.status))
                        or other.begins between k.seen_until and k.on_day
                        or coalesce(other.valid_until, other.over_on) between k.seen_until and k.on_day
                        or (
                            core.excludes(k.status, other.status)
                            and other.begins <= k.on_day
                            and other.seen_until > k.seen_until
                        )
                    )
            )
        )
        -- of the four that exclude each other, a listed one goes before a told one, and a later one before an earlier
        -- one whose end was not known yet
        and not exists (
            select 1
            from known as other
            where
                other.member = k.member
                and core.excludes(k.status, other.status)
                and (k.basis = 'text' or other.basis = 'reference')
                and coalesce(other.begins <= k.on_day, true)
                and coalesce(other.valid_until >= k.on_day, true)
                and (
                    (k.basis = 'text' and other.basis = 'reference')
                    or (
                        k.valid_until is null
                        and other.begins > k.begins
                        and (k.basis = 'reference' or k.seen_until < other.begins)
                    )
                )
        )
    -- a status stated anew while it lasts is one
    qualify row_number() over (partition by k.member, k.status order by k.begins desc, k.basis asc) = 1
    order by k.status, k.member;

comment on macro table report.members_on is 'Who was what to the organization on the day, as known on known_on: member, status, first and last day, basis, days seen'; -- noqa: LT05

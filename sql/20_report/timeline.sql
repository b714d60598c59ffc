-- One row per dated thing about one person, organization or country, in the order of days, as known on known_on (today
-- where that is empty). A country is found by its code and by its name, anybody else by any listed form of the name.
-- Of a meeting it tells that the subject took part, with its role and from when that is known; or was absent.
create schema if not exists report;

create or replace macro report.timeline(name, known_on := null) as table
    with asked as (
        select
            cast(name as varchar) as name,
            core.folded_name(trim(cast(name as varchar))) as folded
    ),

    countries as (
        select
            c.country,
            c.name
        from reference.country as c
        inner join asked as x on c.country = upper(trim(x.name)) or core.folded_name(c.name) = x.folded
    ),

    names as (
        select x.name as subject
        from asked as x

        union

        select unnest([c.country, c.name]) as subject
        from countries as c

        union

        -- of a form that several have, nobody is meant
        select min(f.name) as subject
        from reference.name_form as f
        inner join asked as x on core.folded_name(f.form) = x.folded
        having count(distinct f.name) = 1
    ),

    offices as (
        select
            s.valid_from,
            s.valid_from_basis,
            s.valid_from_article_id,
            s.seen_from,
            s.seen_from_article_id,
            s.basis,
            s.valid_from_known_on,
            s.seen_from_known_on,
            s.end_known_on,
            s.valid_until,
            s.valid_until_basis,
            s.valid_until_article_id,
            s.past_on,
            s.past_article_id,
            s.past_known_on,
            s.seen_until,
            s.person,
            s.position,
            s.body,
            concat_ws(', ', s.person, s.position, s.body, s.status) as detail
        from core.office_stretch as s
        where
            s.person in (select n.subject from names as n)
            or s.body in (select n.subject from names as n)
    ),

    statuses as (
        select
            s.valid_from,
            s.valid_from_basis,
            s.valid_from_article_id,
            s.seen_from,
            s.seen_from_article_id,
            s.basis,
            s.valid_from_known_on,
            s.seen_from_known_on,
            s.end_known_on,
            s.valid_until,
            s.valid_until_basis,
            s.valid_until_article_id,
            s.past_on,
            s.past_article_id,
            s.past_known_on,
            s.seen_until,
            s.member,
            s.organization,
            s.status,
            concat_ws(', ', s.member, s.organization, s.status, nullif(s.status_name, s.status)) as detail
        from core.membership_stretch as s
        where
            s.member in (select n.subject from names as n)
            or s.organization in (select n.subject from names as n)
    ),

    -- what was told first of those known by then; nothing is read where nobody asks what was known
    offices_seen as (
        select
            s.detail,
            min(o.seen_on) as on_day,
            arg_min(o.article_id, (o.seen_on, o.known_on)) as article_id,
            arg_min(o.known_on, (o.seen_on, o.known_on)) as known_on
        from offices as s
        inner join store.office_seen as o
            on
                s.person = o.person
                and s.position = o.position
                and s.body = o.body
                and o.seen_on between s.seen_from and s.seen_until
        where
            o.known_on <= cast(known_on as date)
            and o.status not in ('designated', 'former')
            and coalesce(s.valid_from_known_on > cast(known_on as date), true)
        group by s.detail, s.seen_from
    ),

    statuses_seen as (
        select
            s.detail,
            min(m.seen_on) as on_day,
            arg_min(m.article_id, (m.seen_on, m.known_on)) as article_id,
            arg_min(m.known_on, (m.seen_on, m.known_on)) as known_on
        from statuses as s
        inner join store.membership_seen as m
            on
                s.member = m.member
                and s.organization = m.organization
                and s.status = m.status
                and m.seen_on between s.seen_from and s.seen_until
        where
            m.known_on <= cast(known_on as date)
            and coalesce(s.valid_from_known_on > cast(known_on as date), true)
        group by s.detail, s.seen_from
    ),

    named_articles as (
        select distinct m.article_id
        from store.mention as m
        where
            m.kind not in ('date', 'topic')
            and m.name in (select n.subject from names as n)
    ),

    -- a body's meetings from when they are told of, a participant's from when one is told to take part or be absent
    named_meetings as (
        select
            m.meeting_id,
            null as role,
            null as article_id,
            null as known_on
        from core.meeting as m
        where m.body in (select n.subject from names as n)

        union all

        select
            l.meeting_id,
            arg_max(p.role, (a.known_on, p.role not in ('participant', 'expected'), p.fact_id)) as role,
            arg_min(p.article_id, (a.known_on, p.article_id)) as article_id,
            min(a.known_on) as known_on
        from store.participant_reported as p
        inner join store.meeting_link as l on p.telling_id = l.telling_id and l.relation = 'tells'
        inner join core.article as a on p.article_id = a.article_id
        where
            p.participant in (select n.subject from names as n)
            and coalesce(a.known_on <= cast(known_on as date), true)
        group by l.meeting_id
    ),

    -- a meeting as it was told by then: what later articles told of it was not known
    meetings_told as (
        select
            r.meeting_id,
            arg_min(r.article_id, (r.known_on, r.article_id)) as article_id,
            min(r.known_on) as known_on,
            count(distinct r.article_id) = any_value(m.article_count) as is_all,
            arg_max(r.status_told, (r.known_on, r.status_told = 'held', r.article_id)) as status_told,
            arg_max(r.held_from, (r.known_on, r.article_id)) filter (where r.relation = 'tells') as held_from,
            list(r.held_from) filter (where r.relation = 'tells') as days,
            list(r.place) filter (where r.relation = 'tells') as places,
            list(r.title) filter (where r.relation = 'tells') as titles,
            list(r.kind) filter (where r.relation = 'tells') as kinds
        from report.meeting_articles as r
        semi join named_meetings as n on r.meeting_id = n.meeting_id
        inner join core.meeting as m on r.meeting_id = m.meeting_id
        where coalesce(r.known_on <= cast(known_on as date), true)
        group by r.meeting_id
    ),

    happenings as (
        select
            o.valid_from as on_day,
            'office_begins' as what,
            o.detail,
            o.valid_from_article_id as article_id,
            o.valid_from_basis as basis,
            o.valid_from_known_on as known_on
        from offices as o

        union all

        select
            o.seen_from as on_day,
            'office_first_told' as what,
            o.detail,
            o.seen_from_article_id as article_id,
            'text' as basis,
            o.seen_from_known_on as known_on
        from offices as o
        where o.valid_from is null and cast(known_on as date) is null

        union all

        select
            f.on_day,
            'office_first_told' as what,
            f.detail,
            f.article_id,
            'text' as basis,
            f.known_on
        from offices_seen as f

        union all

        select
            o.valid_until as on_day,
            'office_ends' as what,
            o.detail,
            o.valid_until_article_id as article_id,
            o.valid_until_basis as basis,
            o.end_known_on as known_on
        from offices as o

        union all

        select
            o.past_on as on_day,
            'office_told_as_past' as what,
            o.detail,
            o.past_article_id as article_id,
            'text' as basis,
            o.past_known_on as known_on
        from offices as o
        where o.valid_until is null or coalesce(o.end_known_on > cast(known_on as date), false)

        union all

        select
            s.valid_from as on_day,
            'status_begins' as what,
            s.detail,
            s.valid_from_article_id as article_id,
            s.valid_from_basis as basis,
            s.valid_from_known_on as known_on
        from statuses as s

        union all

        select
            s.seen_from as on_day,
            'status_first_told' as what,
            s.detail,
            s.seen_from_article_id as article_id,
            'text' as basis,
            s.seen_from_known_on as known_on
        from statuses as s
        where s.valid_from is null and cast(known_on as date) is null

        union all

        select
            f.on_day,
            'status_first_told' as what,
            f.detail,
            f.article_id,
            'text' as basis,
            f.known_on
        from statuses_seen as f

        union all

        select
            s.valid_until as on_day,
            'status_ends' as what,
            s.detail,
            s.valid_until_article_id as article_id,
            s.valid_until_basis as basis,
            s.end_known_on as known_on
        from statuses as s

        union all

        select
            s.past_on as on_day,
            'status_told_as_past' as what,
            s.detail,
            s.past_article_id as article_id,
            'text' as basis,
            s.past_known_on as known_on
        from statuses as s
        where s.valid_until is null or coalesce(s.end_known_on > cast(known_on as date), false)

        union all

        select
            coalesce(o.as_of, a.published_on) as on_day,
            'occupancy_reported' as what,
            concat_ws(
                ', ',
                o.person,
                o.position,
                o.body,
                o.status,
                case when o.rule = 'occupancy.reference.holder' then 'by reference' end
            ) as detail,
            o.article_id,
            o.basis,
            a.known_on
        from store.occupancy_reported as o
        inner join core.article as a on o.article_id = a.article_id
        where
            o.person in (select n.subject from names as n)
            or o.body in (select n.subject from names as n)

        union all

        select
            coalesce(m.as_of, a.published_on) as on_day,
            'membership_reported' as what,
            concat_ws(', ', m.member, m.organization, m.status) as detail,
            m.article_id,
            'text' as basis,
            a.known_on
        from store.membership_reported as m
        inner join core.article as a on m.article_id = a.article_id
        where
            m.member in (select n.subject from names as n)
            or m.organization in (select n.subject from names as n)

        union all

        select
            case when list_contains(t.days, m.held_from) then m.held_from else t.held_from end as on_day,
            case when n.role = 'absent' then 'meeting_absent' else 'meeting' end as what,
            concat_ws(
                ', ',
                case when list_contains(t.titles, m.title) then m.title else t.titles[1] end,
                case when list_contains(t.kinds, m.kind) then m.kind else t.kinds[1] end,
                case when t.is_all then m.status else t.status_told end,
                case when list_contains(t.places, m.place) then m.place end,
                n.role
            ) as detail,
            coalesce(n.article_id, t.article_id) as article_id,
            'text' as basis,
            coalesce(n.known_on, t.known_on) as known_on
        from core.meeting as m
        inner join meetings_told as t on m.meeting_id = t.meeting_id
        inner join named_meetings as n on m.meeting_id = n.meeting_id

        union all

        select
            l.told_on as on_day,
            concat('commitment_', l.step) as what,
            concat_ws(
                ', ',
                array_to_string(c.actors, ', '),
                c.action,
                c.instrument,
                c.object,
                'due until ' || l.due_until
            ) as detail,
            l.article_id,
            'text' as basis,
            l.told_on as known_on
        from store.commitment as c
        inner join store.commitment_link as l on c.commitment_id = l.commitment_id and l.step <> 'repeated'
        where list_has_any(c.actors, (select list(n.subject) from names as n))

        union all

        select
            coalesce(q.said_on, a.published_on) as on_day,
            'quotation' as what,
            q.text as detail,
            q.article_id,
            'text' as basis,
            a.known_on
        from store.quotation as q
        inner join core.article as a on q.article_id = a.article_id
        where q.speaker in (select n.subject from names as n)

        union all

        select
            a.published_on as on_day,
            'article' as what,
            a.title as detail,
            a.article_id,
            'text' as basis,
            a.known_on
        from core.article as a
        inner join named_articles as n on a.article_id = n.article_id
    )

    select distinct
        h.on_day,
        h.what,
        h.detail,
        h.article_id,
        h.basis,
        h.known_on
    from happenings as h
    where
        h.on_day is not null
        and coalesce(h.known_on <= cast(known_on as date), true)
    order by h.on_day, h.what, h.detail, h.article_id;

comment on macro table report.timeline is 'Every dated thing about one person, organization or country: what happened or was told on which day, with the article that tells it, basis, and from when it is known'; -- noqa: LT05

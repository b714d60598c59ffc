-- One row per dated thing about one person, organization or country, in the order of days. A country is found by its
-- code and by its name.
create schema if not exists report;

create or replace macro report.timeline(name) as table
    with names as (
        select name as subject

        union

        select c.country as subject
        from reference.country as c
        where c.name = name

        union

        select c.name as subject
        from reference.country as c
        where c.country = name
    ),

    offices as (
        select
            s.valid_from,
            s.valid_until,
            concat_ws(', ', s.person, s.position, s.body, s.status) as detail
        from core.office_stretch as s
        where
            s.person in (select n.subject from names as n)
            or s.body in (select n.subject from names as n)
    ),

    statuses as (
        select
            s.valid_from,
            s.valid_until,
            concat_ws(', ', s.member, s.organization, s.status, nullif(s.status_name, s.status)) as detail
        from core.membership_stretch as s
        where
            s.member in (select n.subject from names as n)
            or s.organization in (select n.subject from names as n)
    ),

    named_articles as (
        select distinct m.article_id
        from store.mention as m
        where
            m.kind not in ('date', 'topic')
            and m.name in (select n.subject from names as n)
    ),

    named_meetings as (
        select m.meeting_id
        from core.meeting as m
        where m.body in (select n.subject from names as n)

        union

        select p.meeting_id
        from core.meeting_participant as p
        where p.participant in (select n.subject from names as n)
    ),

    happenings as (
        select
            o.valid_from as on_day,
            'office_begins' as what,
            o.detail,
            cast(null as varchar) as article_id
        from offices as o

        union all

        select
            o.valid_until as on_day,
            'office_ends' as what,
            o.detail,
            cast(null as varchar) as article_id
        from offices as o

        union all

        select
            s.valid_from as on_day,
            'status_begins' as what,
            s.detail,
            cast(null as varchar) as article_id
        from statuses as s

        union all

        select
            s.valid_until as on_day,
            'status_ends' as what,
            s.detail,
            cast(null as varchar) as article_id
        from statuses as s

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
            o.article_id
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
            m.article_id
        from store.membership_reported as m
        inner join core.article as a on m.article_id = a.article_id
        where
            m.member in (select n.subject from names as n)
            or m.organization in (select n.subject from names as n)

        union all

        select
            m.held_from as on_day,
            'meeting' as what,
            concat_ws(', ', m.title, m.kind, m.status, m.place) as detail,
            l.article_id -- the first that tells of it, after whose telling the meeting is named
        from core.meeting as m
        inner join named_meetings as n on m.meeting_id = n.meeting_id
        inner join store.meeting_link as l on m.meeting_id = l.telling_id and l.relation = 'tells'

        union all

        select
            coalesce(q.said_on, a.published_on) as on_day,
            'quotation' as what,
            q.text as detail,
            q.article_id
        from store.quotation as q
        inner join core.article as a on q.article_id = a.article_id
        where q.speaker in (select n.subject from names as n)

        union all

        select
            a.published_on as on_day,
            'article' as what,
            a.title as detail,
            a.article_id
        from core.article as a
        inner join named_articles as n on a.article_id = n.article_id
    )

    select distinct
        h.on_day,
        h.what,
        h.detail,
        h.article_id
    from happenings as h
    where h.on_day is not null
    order by h.on_day, h.what, h.detail, h.article_id;

comment on macro table report.timeline is 'Every dated thing about one person, organization or country: what happened or was told on which day, with the article that tells it'; -- noqa: PRS, LT05

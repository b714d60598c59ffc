-- One row per thing that became of an address, a file name or an article_id, newest first: an article, the same text as
-- another article, set aside with its reason, outside the days asked for; or never found.
create schema if not exists report;

create or replace macro report.whereabouts(address) as table
    with asked as (
        select
            address as name,
            core.bare_address(address) as bare
    ),

    told as (
        select
            case when k.address_id = k.article_id then 'article' else 'duplicate' end as what,
            k.address,
            k.article_id,
            k.source,
            k.last_seen_at as told_at,
            cast(null as varchar) as run_id,
            case
                when k.address_id = k.article_id then a.title
                else concat('has the text of the article ', coalesce(a.url, a.address), ': ', a.title)
            end as detail
        from store.article_address as k
        cross join asked as x
        left join core.article as a on k.article_id = a.article_id
        where
            x.bare in (core.bare_address(k.address), core.bare_address(k.url))
            or x.name in (k.file_name, k.address_id)

        union all

        select
            'set aside' as what,
            q.url_or_path as address,
            null as article_id,
            q.source,
            r.started_at as told_at,
            q.run_id,
            concat('when ', q.stage, ': ', q.reason) as detail
        from store.quarantine as q
        inner join store.run as r on q.run_id = r.run_id
        cross join asked as x
        where x.bare = core.bare_address(q.url_or_path) or ends_with(q.url_or_path, concat('/', x.name))

        union all

        select
            'outside the days asked for' as what,
            o.url_or_path as address,
            null as article_id,
            o.source,
            r.started_at as told_at,
            o.run_id,
            concat(
                'published ', o.published_from, ' to ', o.published_until, ', asked for ',
                coalesce(json_extract_string(r.params, '$.since'), '…'), ' to ',
                coalesce(json_extract_string(r.params, '$.until'), '…')
            ) as detail
        from store.outside_window as o
        inner join store.run as r on o.run_id = r.run_id
        cross join asked as x
        where x.bare = core.bare_address(o.url_or_path) or ends_with(o.url_or_path, concat('/', x.name))
    )

    select
        t.what,
        t.address,
        t.article_id,
        t.source,
        t.told_at,
        t.run_id,
        t.detail
    from told as t

    union all

    select
        'never found' as what,
        x.name as address,
        null as article_id,
        null as source,
        null as told_at,
        null as run_id,
        'no run has found this address; ask for it as the source''s feed, list or folder names it' as detail
    from asked as x
    where not exists (select 1 from told)
    order by told_at desc;

comment on macro table report.whereabouts is 'What became of an address, a file name or an article_id: article, duplicate, set aside, outside the days asked for, never found'; -- noqa: LT05

-- One row per origin of what is told of one meeting: as many rows, as many independent sources.
create schema if not exists report;

create or replace macro report.meeting_sources(meeting) as table
    with telling as (
        select list(distinct l.article_id) as article_ids
        from store.meeting_link as l
        where l.meeting_id = meeting
    )

    select
        s.origin,
        s.articles,
        s.outlets,
        s.first_on
    from report.independent_sources((select t.article_ids from telling as t)) as s;

comment on macro table report.meeting_sources is 'Where the articles that tell of a meeting (its meeting_id) have their news from, each origin once: origin, number of articles, outlets, first day'; -- noqa: LT05

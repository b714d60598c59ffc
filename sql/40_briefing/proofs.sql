-- One row per place wanted: the paragraph it is in, and the article. A place without characters is that of its fact;
-- without a fact too it is the paragraph that opens the text.
with facts as (
    select
        e.fact_id,
        e.article_id,
        e.char_start,
        e.char_end
    from report.evidence as e
    where
        e.fact not in ('mentions', 'article_topics', 'relays', 'quotations')
        and e.fact_id in (
            select w.fact_id from wanted as w
            where w.char_start is null
        )
),

placed as (
    select
        w.anchor,
        w.place,
        coalesce(w.article_id, f.article_id) as article_id,
        coalesce(w.char_start, f.char_start) as char_start,
        coalesce(w.char_end, f.char_end) as char_end
    from wanted as w
    left join facts as f on w.fact_id = f.fact_id and w.char_start is null
),

opening as (
    select
        p.article_id,
        min(p.char_start) as char_start
    from report.paragraphs as p
    where
        p.kind = 'paragraph' and p.article_id in (
            select x.article_id from placed as x
            where x.char_start is null
        )
    group by p.article_id
),

articles as (
    select
        a.article_id,
        a.title,
        a.source,
        a.published_on,
        a.language,
        a.text,
        coalesce(a.url, a.address) as url
    from report.articles as a
    where a.article_id in (select x.article_id from placed as x)
)

select
    x.anchor,
    x.place,
    x.article_id,
    a.title,
    coalesce(s.name, a.source) as source,
    a.published_on,
    a.language,
    a.url,
    -- cut here and not in report.paragraphs, which would cut every paragraph there is before any is chosen
    coalesce(substring(a.text, p.char_start + 1, p.char_end - p.char_start), a.text) as text,
    x.char_start - coalesce(p.char_start, 0) as mark_start,
    x.char_end - coalesce(p.char_start, 0) as mark_end,
    coalesce(p.char_start, 0) as text_start
from placed as x
inner join articles as a on x.article_id = a.article_id
left join opening as o on x.article_id = o.article_id
left join report.paragraphs as p
    on
        x.article_id = p.article_id
        and p.char_start <= coalesce(x.char_start, o.char_start)
        and coalesce(x.char_start, o.char_start) < p.char_end
left join report.sources as s on a.source = s.source
order by x.anchor, x.place, x.char_start nulls first;

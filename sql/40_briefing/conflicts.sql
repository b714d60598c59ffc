-- One row per conflict shown: those that cannot both be before those that are told less exactly, the latest first.
select
    concat_ws(',', c.subject, c.property, c.value_a, c.fact_a, c.value_b, c.fact_b) as key,
    case when m.meeting_id is null then c.subject end as subject,
    m.kind as meeting_kind,
    m.title as meeting_title,
    m.body as meeting_body,
    coalesce(m.place, m.country) as meeting_place,
    c.property,
    c.kind,
    c.value_a,
    c.articles_a,
    c.value_b,
    c.articles_b,
    c.preferred,
    c.reason,
    [{ 'article_id': c.article_a, 'fact_id': c.fact_a, 'char_start': null, 'char_end': null }] as proofs,
    case
        when c.fact_b is not null
            then [{ 'article_id': c.article_b, 'fact_id': c.fact_b, 'char_start': null, 'char_end': null }]
        else []
    end as proofs_b,
    count(*) over () as total
from read_conflict as c
left join report.meetings as m on c.subject = m.meeting_id
where c.fact_a is not null
order by c.kind in ('precision', 'part') asc, c.last_on desc nulls last, key asc
limit getvariable('most');

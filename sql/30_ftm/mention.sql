-- One Mention per person or organization named in one article.
select
    ftm_id('mention', concat_ws(chr(31), m.article_id, m.kind, m.name)) as id,
    ftm_id('article', m.article_id) as document,
    m.name,
    case m.kind when 'person' then 'Person' else 'Organization' end as detected_schema,
    case m.kind when 'person' then ftm_id('person', m.name) else ftm_body(m.name) end as resolved
from report.mentions as m
where m.kind in ('person', 'organization')
group by m.article_id, m.kind, m.name
order by m.article_id, m.kind, m.name;

-- Proves: every mention is of a kind the contract lists and, dates without a value aside, has a name.
-- Scope: what was loaded since the last publish.
select
    m.kind,
    count(*) as mentions,
    min(m.article_id) as first_article_id,
    min(m.surface) as first_surface
from store.mention as m
where
    m.kind is null
    or m.kind not in ('organization', 'person', 'country', 'place', 'date', 'topic')
    or (m.name is null and m.kind <> 'date')
group by m.kind;

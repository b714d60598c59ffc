-- Proves: an announced act has somebody who is to do it, and a day only where the text's words for it are kept.
-- Scope: what was loaded since the last publish.
select
    c.fact_id,
    c.article_id,
    c.action,
    c.actors,
    c.due_text
from store.commitment_reported as c
where
    c.action is null
    or coalesce(len(c.actors), 0) = 0
    or (c.due_text is null and (c.due_from is not null or c.due_until is not null));

-- Proves: every fact's span, cut out of its article's text, is the stored surface.
-- Scope: what was loaded since the last publish.
select
    f.fact,
    f.fact_id,
    f.article_id,
    f.char_start,
    f.char_end,
    f.surface,
    substring(a.text, f.char_start + 1, f.char_end - f.char_start) as cut_out
from core.fact as f
inner join core.article as a on f.article_id = a.article_id
where
    f.surface is null
    or f.surface = ''
    or f.char_start < 0
    or substring(a.text, f.char_start + 1, f.char_end - f.char_start) is distinct from f.surface;

-- Proves: paragraphs lie within their text, are not empty, are numbered from 1 and follow one another.
-- Scope: what was loaded since the last publish.
with neighbours as (
    select
        p.article_id,
        p.paragraph_number,
        p.char_start,
        p.char_end,
        row_number() over (partition by p.article_id order by p.char_start) as expected_number,
        lag(p.char_end, 1, 0) over (partition by p.article_id order by p.char_start) as previous_end
    from store.paragraph as p
)

select
    n.article_id,
    n.paragraph_number,
    n.expected_number,
    n.char_start,
    n.char_end,
    n.previous_end,
    length(a.text) as text_length
from neighbours as n
inner join core.article as a on n.article_id = a.article_id
where
    n.paragraph_number is distinct from n.expected_number
    or n.char_start is null
    or n.char_end is null
    or n.char_start < n.previous_end
    or n.char_end <= n.char_start
    or n.char_end > length(a.text);

-- One row per article whose title or text contains all the words, in any order and also inside longer words, newest
-- first. core.folded says which spellings count as the same; texts were folded when they were loaded. The first word
-- is looked for before the others (a case keeps to that order, an and does not): begin with the rarest.
create schema if not exists report;

create or replace macro report.search(words) as table
    with hits as (
        select
            a.article_id,
            a.published_at,
            a.title,
            a.text,
            -- 0, the beginning of the text, where the word stands in the title only
            length(
                regexp_extract(a.text, concat('(?is)^(.*?)', core.spellings(regexp_extract(words, '\S+'))), 1)
            ) as characters_before
        from core.article as a
        where
            case
                when regexp_extract(words, '\S+') = '' then false
                when contains(a.folded, core.folded(regexp_extract(words, '\S+')))
                    then list_bool_and([
                        contains(a.folded, core.folded(w))
                        for w in regexp_extract_all(words, '\S+')[2:]
                    ]) is not false
                else false
            end
    )

    select
        h.article_id,
        h.published_at,
        h.title,
        regexp_replace(substring(h.text, greatest(h.characters_before - 60, 0) + 1, 160), '\s+', ' ', 'g') as snippet
    from hits as h
    order by h.published_at desc nulls last, h.article_id asc;

comment on macro table report.search is 'Articles whose title or text contains all the words (parted by blanks), newest first; case, accents and ä/ae/a, ß/ss make no difference'; -- noqa: LT05

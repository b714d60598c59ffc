-- One row per article whose title or text contains all the words, in any order and also inside longer words, newest
-- first. core.folded says which spellings count as the same. The first word is looked for before the others, because
-- a pattern that is the same for all rows is made only once.
create schema if not exists report;

create or replace macro report.search(words) as table
    with articles_with_first_word as materialized (
        select
            a.article_id,
            a.published_at,
            a.title,
            a.text,
            [core.spellings(w) for w in regexp_extract_all(words, '\S+')] as patterns
        from core.article as a
        where
            regexp_extract(words, '\S+') <> ''
            and regexp_matches(concat_ws(' ', a.title, a.text), core.spellings(regexp_extract(words, '\S+')), 'i')
    ),

    hits as (
        select
            f.article_id,
            f.published_at,
            f.title,
            f.text,
            -- 0, the beginning of the text, where the first word stands in the title only
            length(regexp_extract(f.text, concat('(?is)^(.*?)', f.patterns[1]), 1)) as characters_before
        from articles_with_first_word as f
        where
            len([p for p in f.patterns if regexp_matches(concat_ws(' ', f.title, f.text), p, 'i')]) = len(f.patterns)
    )

    select
        h.article_id,
        h.published_at,
        h.title,
        regexp_replace(substring(h.text, greatest(h.characters_before - 60, 0) + 1, 160), '\s+', ' ', 'g') as snippet
    from hits as h
    order by h.published_at desc nulls last, h.article_id asc;

comment on macro table report.search is 'Articles whose title or text contains all the words (parted by blanks), newest first; case, accents and ä/ae/a, ß/ss make no difference'; -- noqa: PRS, LT05

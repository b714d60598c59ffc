-- One row per article whose title or text contains all the words, in any order and also inside longer words, newest
-- first. core.folded says which spellings count as the same.
create schema if not exists report;

create or replace macro report.search(words) as table
    with asked as (
        select [core.folded(w) for w in regexp_extract_all(words, '\S+')] as folded_words
    ),

    folded_articles as (
        select
            a.article_id,
            a.published_at,
            a.title,
            a.text,
            core.folded(concat_ws(' ', a.title, a.text)) as folded_text,
            q.folded_words
        from core.article as a
        cross join asked as q
    ),

    hits as (
        select
            f.article_id,
            f.published_at,
            f.title,
            f.text,
            f.folded_words[1] as first_word,
            string_split(f.text, ' ') as tokens
        from folded_articles as f
        where
            len(f.folded_words) > 0
            and len([w for w in f.folded_words if contains(f.folded_text, w)]) = len(f.folded_words)
    ),

    placed_hits as (
        select
            h.article_id,
            h.published_at,
            h.title,
            h.text,
            h.tokens,
            list_position([contains(core.folded(t), h.first_word) for t in h.tokens], true) as token_number
        from hits as h
    ),

    -- a hit in the title only has no token in the text: the snippet is then the text's beginning
    windows as (
        select
            p.article_id,
            p.published_at,
            p.title,
            p.text,
            greatest(length(array_to_string(p.tokens[1:coalesce(p.token_number, 1) - 1], ' ')) - 60, 0) as window_start
        from placed_hits as p
    )

    select
        w.article_id,
        w.published_at,
        w.title,
        regexp_replace(substring(w.text, w.window_start + 1, 160), '\s+', ' ', 'g') as snippet
    from windows as w
    order by w.published_at desc nulls last, w.article_id asc;

comment on macro table report.search is 'Articles whose title or text contains all the words (parted by blanks), newest first; case, accents and ä/ae/a, ß/ss make no difference'; -- noqa: PRS, LT05

-- Proves: no stretch ends before it begins or is seen to end before it is seen to begin, one that only articles tell of
-- is told by at least one, and whatever end is known is known from some day on.
-- Scope: what was loaded since the last publish.
with stretches as (
    select
        'office_stretch' as table_name,
        concat_ws(', ', s.person, s.position, s.body) as culprit,
        s.basis,
        s.articles,
        s.seen_from,
        s.seen_until,
        s.valid_from,
        s.valid_until,
        s.valid_from_basis,
        s.valid_until_basis,
        s.over_on,
        s.known_from,
        s.end_known_on,
        s.valid_from_article_id,
        s.valid_until_article_id,
        s.seen_from_article_id,
        s.seen_until_article_id
    from store.office_stretch as s

    union all

    select
        'membership_stretch' as table_name,
        concat_ws(', ', s.member, s.organization, s.status) as culprit,
        s.basis,
        s.articles,
        s.seen_from,
        s.seen_until,
        s.valid_from,
        s.valid_until,
        s.valid_from_basis,
        s.valid_until_basis,
        s.over_on,
        s.known_from,
        s.end_known_on,
        s.valid_from_article_id,
        s.valid_until_article_id,
        s.seen_from_article_id,
        s.seen_until_article_id
    from store.membership_stretch as s
)

select
    s.table_name,
    s.culprit,
    s.valid_from,
    s.valid_until,
    s.seen_from,
    s.seen_until
from stretches as s
where
    s.valid_from > s.valid_until
    or s.seen_from > s.seen_until
    or (s.seen_from is null) <> (s.seen_until is null)
    or (s.seen_from is null) <> (s.articles = 0)
    or (s.valid_until is not null and s.end_known_on is null)
    or (s.over_on is not null and s.end_known_on is null)
    or (s.basis = 'text' and s.known_from is null);

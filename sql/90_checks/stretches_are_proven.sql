-- Proves: each end of a stretch that a text tells, and each day it is seen, has an article that is there.
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
),

proofs as (
    select
        s.table_name,
        s.culprit,
        unnest([
            s.valid_from_article_id,
            s.valid_until_article_id,
            s.seen_from_article_id,
            s.seen_until_article_id
        ]) as article_id,
        unnest([
            coalesce(s.valid_from_basis = 'text', false),
            coalesce(s.valid_until_basis = 'text', false) or s.over_on is not null,
            s.seen_from is not null,
            s.seen_until is not null
        ]) as is_needed
    from stretches as s
)

select
    p.table_name,
    p.culprit,
    p.article_id
from proofs as p
anti join store.article as n -- whole
    on core.key(p.article_id) = n.article_key and p.article_id = n.article_id and n.is_newest
where p.article_id is not null or p.is_needed;

-- One row per stretch that most articles tell of.
select
    concat_ws(' | ', s.person, s.position, s.body, s.status, coalesce(s.valid_from, s.seen_from)) as key,
    s.person as name,
    s.position as post,
    s.body,
    s.status,
    s.valid_from,
    s.valid_until,
    s.over_on,
    s.seen_from,
    s.seen_until,
    s.basis,
    s.articles,
    count(*) over () as total,
    list_transform(
        list_sort(list_distinct(
            list_filter(
                [
                    s.known_fact_id,
                    s.valid_from_fact_id,
                    s.seen_from_fact_id,
                    s.seen_until_fact_id,
                    s.valid_until_fact_id
                ],
                lambda x: x is not null
            )
        )),
        lambda x: { 'article_id': null, 'fact_id': x, 'char_start': null, 'char_end': null }
    ) as proofs
from report.office_holders as s
where s.articles > 0
order by s.articles desc, coalesce(s.seen_until, s.valid_from) desc nulls last, key asc
limit getvariable('most');

-- Proves: every country code read or set is in reference.country (mentions, meetings, participants).
-- Scope: what was loaded since the last publish.
with codes as (
    select
        'mention' as table_name,
        m.value as code,
        count(*) as entries,
        min(m.article_id) as first_id
    from store.mention as m
    where m.kind = 'country' and m.value is not null
    group by m.value

    union all

    select
        'meeting_reported' as table_name,
        m.country as code,
        count(*) as entries,
        min(m.telling_id) as first_id
    from store.meeting_reported as m
    where m.country is not null
    group by m.country

    union all

    select
        'participant_reported' as table_name,
        p.participant as code,
        count(*) as entries,
        min(p.telling_id) as first_id
    from store.participant_reported as p
    where p.kind = 'country'
    group by p.participant
)

select
    c.table_name,
    c.code,
    c.entries,
    c.first_id
from codes as c
left join reference.country as r on c.code = r.country
where r.country is null;

-- Proves: topics of articles and topic mentions are on the list of the contract, with a weight from 0 to 1.
-- Scope: what was loaded since the last publish.
with topics as (
    select
        'article_topics' as fact,
        t.topic,
        coalesce(t.weight between 0 and 1, false) as is_weight_right,
        t.article_id,
        t.rule
    from store.article_topic as t

    union all

    select
        'mentions' as fact,
        m.name as topic,
        true as is_weight_right,
        m.article_id,
        m.rule
    from store.mention as m
    where m.kind = 'topic'
)

select
    t.fact,
    t.topic,
    t.is_weight_right,
    count(*) as facts,
    min(t.article_id) as first_article_id,
    min(t.rule) as first_rule
from topics as t
where
    not t.is_weight_right
    or t.topic is null
    or t.topic not in (
        'institutional_cooperation',
        'regional_security',
        'membership',
        'nato_enlargement',
        'multipolarity',
        'terrorism',
        'extremism',
        'separatism',
        'drug_trafficking',
        'arms_trafficking',
        'organised_crime',
        'illegal_migration',
        'border_security',
        'information_security',
        'peacekeeping',
        'military_cooperation',
        'military_exercise',
        'crisis_response',
        'un_cooperation',
        'economic_cooperation',
        'appointments',
        'summits',
        'anniversary',
        'elections_observation',
        'sanctions'
    )
group by t.fact, t.topic, t.is_weight_right;

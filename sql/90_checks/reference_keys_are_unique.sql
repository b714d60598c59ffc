-- Proves: what views join on is unique in the reference tables.
select
    'source' as table_name,
    t.source as culprit,
    count(*) as copies
from reference.source as t
group by t.source
having count(*) > 1

union all

select
    'rule' as table_name,
    t.rule as culprit,
    count(*) as copies
from reference.rule as t
group by t.rule
having count(*) > 1

union all

select
    'country' as table_name,
    t.country as culprit,
    count(*) as copies
from reference.country as t
group by t.country
having count(*) > 1

union all

select
    'organization' as table_name,
    t.organization as culprit,
    count(*) as copies
from reference.organization as t
group by t.organization
having count(*) > 1

union all

select
    'person' as table_name,
    t.person as culprit,
    count(*) as copies
from reference.person as t
group by t.person
having count(*) > 1

union all

select
    'place' as table_name,
    t.place as culprit,
    count(*) as copies
from reference.place as t
group by t.place
having count(*) > 1;

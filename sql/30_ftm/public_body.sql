-- One PublicBody per country: countries join organizations and have offices, and FollowTheMoney has no other schema.
select
    ftm_id('country', c.country) as id,
    c.name,
    lower(c.country) as country,
    'Staat' as legal_form
from reference.country as c
order by c.country;

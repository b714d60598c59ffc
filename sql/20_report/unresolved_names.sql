-- One row per name of a person that no reference table knows, with what it was seen with and the listed person whose
-- name is spelled nearly so: what to add to seeds/tables/persons.csv or, as a spelling, to person_forms.csv.
create schema if not exists report;

create or replace view report.unresolved_names as
select
    u.name,
    u.articles,
    u.mentions,
    u.first_on,
    u.last_on,
    u.seen_as,
    u.surface,
    u.nearest_person
from core.unresolved_name as u;

comment on view report.unresolved_names is 'One name of a person that no reference table knows';
comment on column report.unresolved_names.name is 'The name as the texts write it, in the nominative';
comment on column report.unresolved_names.articles is 'Articles that name it';
comment on column report.unresolved_names.mentions is 'Places that name it';
comment on column report.unresolved_names.first_on is 'Day of the first of these articles';
comment on column report.unresolved_names.last_on is 'Day of the last of these articles';
comment on column report.unresolved_names.seen_as is
'Positions it was named with, each with its body where one was told';
comment on column report.unresolved_names.surface is 'The longest of the surfaces it was read from';
comment on column report.unresolved_names.nearest_person is
'The listed person whose folded name differs by two letters at most, unless a person decided they are not the same';

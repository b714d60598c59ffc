-- One canonical name for a name as somebody who asks writes it: by a form of reference.name_form, whatever its case and
-- transcription; as it is where no form is such, or where forms of several are.
create schema if not exists core;

create or replace macro core.meant(words, what) as coalesce(
    (
        select case when count(distinct f.name) = 1 then min(f.name) end
        from reference.name_form as f
        where f.kind = what and core.folded_name(f.form) = core.folded_name(trim(words))
    ),
    words
);

comment on macro core.meant is 'Canonical name of the person, organization or place (what) that the words mean by a listed form; the words themselves where none or several are'; -- noqa: LT05

create or replace macro core.body_meant(words) as coalesce(
    (
        select min(c.country)
        from reference.country as c
        where c.country = upper(trim(words)) or core.folded_name(c.name) = core.folded_name(trim(words))
    ),
    core.meant(words, 'organization')
);

comment on macro core.body_meant is 'Code of the country, or name of the organization, that the words mean'; -- noqa: LT05

create or replace macro core.office_meant(words) as coalesce(
    (
        select min(o.position)
        from reference.occupancy as o
        where core.folded(o.position) = core.folded(trim(words))
    ),
    words
);

comment on macro core.office_meant is 'The listed office of that name, whatever its case and umlauts; else the words'; -- noqa: LT05

-- The country or organization that somebody who asks means: a code or name in any case, or a form of an organization.
create schema if not exists core;

create or replace macro core.meant_body(words) as
coalesce(
    (
        select min(c.country)
        from reference.country as c
        where c.country = upper(trim(words)) or core.folded_name(c.name) = core.folded_name(trim(words))
    ),
    core.meant(words, 'organization')
);

comment on macro core.meant_body is 'Code of the country, or name of the organization, that the words mean'; -- noqa: LT05

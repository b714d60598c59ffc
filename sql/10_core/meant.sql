-- One canonical name for a name as somebody who asks writes it: by a form of reference.name_form, whatever its case and
-- transcription; as it is where no form is such, or where forms of several are.
create schema if not exists core;

create or replace macro core.meant(words, what) as
coalesce(
    (
        select case when count(distinct f.name) = 1 then min(f.name) end
        from reference.name_form as f
        where f.kind = what and core.folded_name(f.form) = core.folded_name(trim(words))
    ),
    words
);

comment on macro core.meant is 'Canonical name of the person, organization or place (what) that the words mean by a listed form; the words themselves where none or several are'; -- noqa: LT05

-- One row per form in which articles write the name of one person, organization or place, with the days it was seen.
create schema if not exists report;

create or replace view report.name_forms as
with written as (
    select
        m.kind,
        m.name,
        m.surface,
        m.article_id,
        count(*) as mentions
    from store.mention as m
    where
        m.kind in ('person', 'organization', 'place')
        -- an office or a pronoun that stands for a person is no name
        and m.rule not in ('person.by_office', 'person.pronoun')
    group by m.kind, m.name, m.surface, m.article_id
),

seen as (
    select
        w.kind,
        w.name,
        w.surface as form,
        min(a.published_on) as first_seen_on,
        max(a.published_on) as last_seen_on,
        count(*) as articles,
        cast(sum(w.mentions) as bigint) as mentions
    from written as w
    inner join core.article as a on w.article_id = a.article_id
    group by w.kind, w.name, w.surface
)

select
    s.kind,
    s.name,
    s.form,
    s.first_seen_on,
    s.last_seen_on,
    s.articles,
    s.mentions,
    f.form is not null as is_listed
from seen as s
left join reference.name_form as f on s.kind = f.kind and s.name = f.name and s.form = f.form;

comment on view report.name_forms is 'One form in which articles write the name of one person, organization or place';
comment on column report.name_forms.kind is 'person, organization, place';
comment on column report.name_forms.name is 'Canonical name';
comment on column report.name_forms.form is 'As articles write it';
comment on column report.name_forms.first_seen_on is
'Day of publication of the first article that writes it so; empty where none is dated';
comment on column report.name_forms.last_seen_on is 'Day of publication of the last dated article that writes it so';
comment on column report.name_forms.articles is 'Number of articles that write it so';
comment on column report.name_forms.mentions is 'Number of places where it is written so';
comment on column report.name_forms.is_listed is
'Whether the reference tables list this form; inflected and misspelled ones they need not list';

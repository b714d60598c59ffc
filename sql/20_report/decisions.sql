-- One row per decision of a person about facts, in force or not.
create schema if not exists report;

create or replace view report.decisions as
select
    d.decision_id,
    c.state,
    c.reason,
    d.verdict,
    d.about,
    d.decided_at,
    d.decided_by,
    d.note,
    d.article_id,
    d.other_article_id,
    coalesce(d.name, json_extract_string(d.anchor, '$.surface')) as surface,
    coalesce(d.other_name, json_extract_string(d.other_anchor, '$.surface')) as other_surface,
    json_extract_string(d.anchor, '$.sentence') as sentence,
    json_extract_string(d.anchor, '$.values') as was_read,
    d.new_values,
    c.fact_id,
    c.other_fact_id,
    c.replaced_by
from store.decision as d
inner join core.decision as c on d.decision_id = c.decision_id;

comment on view report.decisions is 'One decision of a person about facts, in force or not';
comment on column report.decisions.decision_id is 'Hash of the whole decision; the same on every machine';
comment on column report.decisions.state is
'applied, review (a person must look again), waiting (for its article to be read), superseded, withdrawn';
comment on column report.decisions.reason is 'Why it is not applied, or what else is to be known';
comment on column report.decisions.verdict is 'correct, wrong, edited, same, not_same, withdrawn';
comment on column report.decisions.about is
'Name of the view in report that shows the fact; for same and not_same person, meeting, commitment';
comment on column report.decisions.decided_at is 'When it was decided';
comment on column report.decisions.decided_by is 'Who decided';
comment on column report.decisions.note is 'Why, in the words of that person';
comment on column report.decisions.article_id is
'The article of the fact; of two names the one article to which the decision is limited, if any';
comment on column report.decisions.other_article_id is 'The article of the second fact';
comment on column report.decisions.surface is 'The characters the fact was read from; of two names the first';
comment on column report.decisions.other_surface is
'The characters the second fact was read from; of two names the one that counts';
comment on column report.decisions.sentence is 'The sentence around it, as it stood when it was decided';
comment on column report.decisions.was_read is 'JSON: what the rules had read';
comment on column report.decisions.new_values is 'JSON: what counts instead of it, where a person edited';
comment on column report.decisions.fact_id is
'The fact it was found to be about; in review the one it may be about now';
comment on column report.decisions.other_fact_id is 'The second fact';
comment on column report.decisions.replaced_by is 'The next decision about the same; empty where there is none';

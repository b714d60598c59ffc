-- One row per stretch of one person in one position, of the reference tables and of what articles tell.
create schema if not exists core;

create or replace view core.office_stretch as
select
    s.position,
    s.body,
    s.person,
    s.status,
    s.valid_from,
    s.valid_until,
    s.basis,
    s.valid_from_basis,
    s.valid_from_article_id,
    s.valid_from_fact_id,
    s.valid_until_basis,
    s.valid_until_article_id,
    s.valid_until_fact_id,
    s.over_on,
    s.past_on,
    s.past_article_id,
    s.past_known_on,
    s.valid_from_known_on,
    s.known_from,
    s.known_article_id,
    s.known_fact_id,
    s.end_known_on,
    s.seen_from,
    s.seen_from_article_id,
    s.seen_from_known_on,
    s.seen_from_fact_id,
    s.seen_until,
    s.seen_until_article_id,
    s.seen_until_fact_id,
    s.articles,
    s.valid_from_text,
    s.valid_until_text,
    s.confidence,
    s.origin,
    s.decided_on
from store.office_stretch as s;

comment on view core.office_stretch is 'One stretch of one person in one position';
comment on column core.office_stretch.position is 'Canonical name of the office, one for its synonyms';
comment on column core.office_stretch.body is 'Organization, or ISO code of a country';
comment on column core.office_stretch.person is 'Canonical name of the person';
comment on column core.office_stretch.status is
'held, acting, acting_disputed; designated where only the appointment is told; former where only the past is';
comment on column core.office_stretch.valid_from is
'First day; of a month or year the first day it can mean; empty where neither reference nor article tells it';
comment on column core.office_stretch.valid_until is
'Last day; of a month or year the last day it can mean; empty while it lasts or where not known';
comment on column core.office_stretch.basis is
'reference where the reference tables list it, text where only articles tell of it';
comment on column core.office_stretch.valid_from_basis is
'Who tells the first day: reference, text; empty where nobody does';
comment on column core.office_stretch.valid_from_article_id is 'An article that tells the first day';
comment on column core.office_stretch.valid_from_fact_id is 'The fact it tells it with, see report.evidence';
comment on column core.office_stretch.valid_until_basis is
'Who tells the last day: reference, text; empty where nobody does';
comment on column core.office_stretch.valid_until_article_id is
'The first article that tells the last day, or that it is over';
comment on column core.office_stretch.valid_until_fact_id is 'The fact it tells it with, see report.evidence';
comment on column core.office_stretch.over_on is
'First day of which it was told as past, where nothing tells the last day';
comment on column core.office_stretch.past_on is
'First day of which it was told as past, also where another article tells the last day';
comment on column core.office_stretch.past_article_id is 'The article that tells it as past';
comment on column core.office_stretch.past_known_on is 'Day from which that article is known';
comment on column core.office_stretch.valid_from_known_on is
'Day from which its first day is known; empty where nothing tells one';
comment on column core.office_stretch.known_from is
'Day from which it is known; empty where the reference does not date it';
comment on column core.office_stretch.known_article_id is
'The article it is known from; empty where the reference dates it no later';
comment on column core.office_stretch.known_fact_id is 'The fact that article tells it with, see report.evidence';
comment on column core.office_stretch.end_known_on is 'Day from which its end, or that it is over, is known';
comment on column core.office_stretch.seen_from is 'First day an article says it of; no beginning';
comment on column core.office_stretch.seen_from_known_on is 'Day from which that article is known';
comment on column core.office_stretch.seen_from_article_id is 'The article that says it of the first day';
comment on column core.office_stretch.seen_from_fact_id is 'The fact it says it with, see report.evidence';
comment on column core.office_stretch.seen_until is 'Last day an article says it of; no end';
comment on column core.office_stretch.seen_until_article_id is 'The article that says it of the last day';
comment on column core.office_stretch.seen_until_fact_id is 'The fact it says it with, see report.evidence';
comment on column core.office_stretch.articles is 'Number of articles that say it of a day of the stretch';
comment on column core.office_stretch.valid_from_text is 'The first day as the reference says it: year, month or day';
comment on column core.office_stretch.valid_until_text is 'The last day as the reference says it: year, month or day';
comment on column core.office_stretch.confidence is 'How sure the reference row is, in words';
comment on column core.office_stretch.origin is 'Where the reference row is from';
comment on column core.office_stretch.decided_on is 'Day of the decision as the reference says it: year, month or day';

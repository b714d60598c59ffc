-- One row per stretch of one person in one position. A stretch that only articles tell of has the days it was seen from
-- and until; its first and last day stay empty unless an article tells them.
create schema if not exists report;

create or replace view report.office_holders as
select
    s.position,
    s.body,
    s.person,
    s.valid_from,
    s.valid_until,
    s.decided_on,
    s.basis,
    s.articles,
    s.status,
    s.valid_from_basis,
    s.valid_from_article_id,
    s.valid_from_fact_id,
    s.valid_until_basis,
    s.valid_until_article_id,
    s.valid_until_fact_id,
    s.over_on,
    s.known_from,
    s.valid_from_known_on,
    s.known_article_id,
    s.known_fact_id,
    s.end_known_on,
    s.seen_from,
    s.seen_from_article_id,
    s.seen_from_fact_id,
    s.seen_until,
    s.seen_until_article_id,
    s.seen_until_fact_id,
    s.valid_from_text,
    s.valid_until_text,
    s.confidence,
    s.origin
from core.office_stretch as s;

comment on view report.office_holders is 'One stretch of one person in one position';
comment on column report.office_holders.position is 'Canonical name of the office, one for its synonyms';
comment on column report.office_holders.body is 'Organization, or ISO code of a country';
comment on column report.office_holders.person is 'Canonical name of the person';
comment on column report.office_holders.valid_from is
'First day; of a month or year the first day it can mean; empty where neither reference nor article tells it';
comment on column report.office_holders.valid_until is
'Last day; of a month or year the last day it can mean; empty while it lasts or where not known';
comment on column report.office_holders.decided_on is
'Day of the decision as the reference says it: year, month or day';
comment on column report.office_holders.basis is
'reference where the reference tables list it, text where only articles tell of it';
comment on column report.office_holders.articles is 'Number of articles that say it of a day of the stretch';
comment on column report.office_holders.status is
'held, acting, acting_disputed; designated where only the appointment is told; former where only the past is';
comment on column report.office_holders.valid_from_basis is
'Who tells the first day: reference, text; empty where nobody does';
comment on column report.office_holders.valid_from_article_id is 'An article that tells the first day';
comment on column report.office_holders.valid_from_fact_id is 'The fact it tells it with, see report.evidence';
comment on column report.office_holders.valid_until_basis is
'Who tells the last day: reference, text; empty where nobody does';
comment on column report.office_holders.valid_until_article_id is
'The first article that tells the last day, or that it is over';
comment on column report.office_holders.valid_until_fact_id is 'The fact it tells it with, see report.evidence';
comment on column report.office_holders.over_on is
'First day of which it was told as past, where nothing tells the last day';
comment on column report.office_holders.known_from is
'Day from which it is known; empty where the reference does not date it';
comment on column report.office_holders.valid_from_known_on is
'Day from which its first day is known; empty where nothing tells one';
comment on column report.office_holders.known_article_id is
'The article it is known from; empty where the reference dates it no later';
comment on column report.office_holders.known_fact_id is 'The fact that article tells it with, see report.evidence';
comment on column report.office_holders.end_known_on is 'Day from which its end, or that it is over, is known';
comment on column report.office_holders.seen_from is 'First day an article says it of; no beginning';
comment on column report.office_holders.seen_from_article_id is 'The article that says it of the first day';
comment on column report.office_holders.seen_from_fact_id is 'The fact it says it with, see report.evidence';
comment on column report.office_holders.seen_until is 'Last day an article says it of; no end';
comment on column report.office_holders.seen_until_article_id is 'The article that says it of the last day';
comment on column report.office_holders.seen_until_fact_id is 'The fact it says it with, see report.evidence';
comment on column report.office_holders.valid_from_text is 'The first day as the reference says it: year, month or day';
comment on column report.office_holders.valid_until_text is 'The last day as the reference says it: year, month or day';
comment on column report.office_holders.confidence is 'How sure the reference row is, in words';
comment on column report.office_holders.origin is 'Where the reference row is from';

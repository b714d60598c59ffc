-- One row per stretch of one status. Statuses can run side by side: a member whose participation is frozen has both.
-- A stretch that only articles tell of has the days it was seen from and until.
create schema if not exists report;

create or replace view report.memberships as
select
    s.organization,
    s.member,
    s.status,
    s.valid_from,
    s.valid_until,
    s.basis,
    s.articles,
    s.status_name,
    s.note,
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
from core.membership_stretch as s;

comment on view report.memberships is 'One stretch of one status of one member in one organization';
comment on column report.memberships.organization is 'The organization, German short form';
comment on column report.memberships.member is 'ISO code of a country, or an organization';
comment on column report.memberships.status is
'member, observer, partner, joining, participation_frozen, …; former where only the past is told';
comment on column report.memberships.valid_from is
'First day; of a month or year the first day it can mean; empty where neither reference nor article tells it';
comment on column report.memberships.valid_until is
'Last day; of a month or year the last day it can mean; empty while it lasts or where not known';
comment on column report.memberships.basis is
'reference where the reference tables list it, text where only articles tell of it';
comment on column report.memberships.articles is 'Number of articles that say it of a day of the stretch';
comment on column report.memberships.status_name is 'The status in the organization''s own word of that time';
comment on column report.memberships.note is 'Remark';
comment on column report.memberships.valid_from_basis is
'Who tells the first day: reference, text; empty where nobody does';
comment on column report.memberships.valid_from_article_id is 'An article that tells the first day';
comment on column report.memberships.valid_from_fact_id is 'The fact it tells it with, see report.evidence';
comment on column report.memberships.valid_until_basis is
'Who tells the last day: reference, text; empty where nobody does';
comment on column report.memberships.valid_until_article_id is
'The first article that tells the last day, or that it is over';
comment on column report.memberships.valid_until_fact_id is 'The fact it tells it with, see report.evidence';
comment on column report.memberships.over_on is
'First day of which it was told as past, where nothing tells the last day';
comment on column report.memberships.known_from is
'Day from which it is known; empty where the reference does not date it';
comment on column report.memberships.valid_from_known_on is
'Day from which its first day is known; empty where nothing tells one';
comment on column report.memberships.known_article_id is
'The article it is known from; empty where the reference dates it no later';
comment on column report.memberships.known_fact_id is 'The fact that article tells it with, see report.evidence';
comment on column report.memberships.end_known_on is 'Day from which its end, or that it is over, is known';
comment on column report.memberships.seen_from is 'First day an article says it of; no beginning';
comment on column report.memberships.seen_from_article_id is 'The article that says it of the first day';
comment on column report.memberships.seen_from_fact_id is 'The fact it says it with, see report.evidence';
comment on column report.memberships.seen_until is 'Last day an article says it of; no end';
comment on column report.memberships.seen_until_article_id is 'The article that says it of the last day';
comment on column report.memberships.seen_until_fact_id is 'The fact it says it with, see report.evidence';
comment on column report.memberships.valid_from_text is 'The first day as the reference says it: year, month or day';
comment on column report.memberships.valid_until_text is 'The last day as the reference says it: year, month or day';
comment on column report.memberships.confidence is 'How sure the reference row is, in words';
comment on column report.memberships.origin is 'Where the reference row is from';

-- One row per meeting, however many articles tell of it.
create schema if not exists report;

create or replace view report.meetings as
select
    m.meeting_id,
    m.kind,
    m.status,
    m.title,
    m.ordinal,
    m.body,
    m.place,
    m.country,
    m.held_from,
    m.held_until,
    m.article_count as articles,
    m.dated_by,
    m.first_told_on,
    m.last_told_on,
    m.part_of
from core.meeting as m;

comment on view report.meetings is 'One meeting, however many articles tell of it';
comment on column report.meetings.meeting_id is 'The meeting, the same id on every machine';
comment on column report.meetings.kind is
'summit, session, consultations, conference, meeting, bilateral, visit, call';
comment on column report.meetings.status is
'planned, confirmed, held, cancelled, unknown: as the last word has it; report.meeting_articles shows how it moved';
comment on column report.meetings.title is 'What it is called';
comment on column report.meetings.ordinal is '19 for the 19th';
comment on column report.meetings.body is 'The organization whose meeting it is';
comment on column report.meetings.place is 'Canonical name of the place';
comment on column report.meetings.country is 'ISO 3166-1 alpha-2 code of the country';
comment on column report.meetings.held_from is 'First day of the meeting';
comment on column report.meetings.held_until is 'Last day of the meeting';
comment on column report.meetings.articles is 'Number of articles that tell of it or show that it was held';
comment on column report.meetings.dated_by is
'text, or dateline where an article''s lead tells of it as held and names no day';
comment on column report.meetings.first_told_on is 'Day from which the first article that tells of it is known';
comment on column report.meetings.last_told_on is 'Day from which the last article that tells of it is known';
comment on column report.meetings.part_of is 'The visit during which it was held, as meeting_id';

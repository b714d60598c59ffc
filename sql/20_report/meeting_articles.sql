-- One row per article telling of one meeting, or showing by what it tells of another that it was held.
create schema if not exists report;

create or replace view report.meeting_articles as
select
    l.meeting_id,
    l.article_id,
    m.status_told,
    m.char_start,
    m.char_end,
    m.rule,
    m.fact_id,
    m.surface,
    m.ruleset,
    m.kind,
    m.title,
    m.body,
    m.place,
    m.country,
    m.held_from,
    m.held_until,
    m.dated_by,
    a.known_on,
    l.relation,
    l.reason,
    l.telling_id
from store.meeting_link as l
inner join store.meeting_reported as m on l.telling_id = m.telling_id
inner join core.article as a on l.article_id = a.article_id;

comment on view report.meeting_articles is 'One article telling of one meeting';
comment on column report.meeting_articles.meeting_id is 'The meeting, the same id on every machine';
comment on column report.meeting_articles.article_id is 'The article, the same id on every machine';
comment on column report.meeting_articles.status_told is
'planned, confirmed, held, cancelled, unknown, as this article tells it';
comment on column report.meeting_articles.char_start is
'First character of the surface in report.articles.text, code points from 0';
comment on column report.meeting_articles.char_end is 'Character after the surface''s last one';
comment on column report.meeting_articles.rule is 'Id of the rule that read it; report.rules says what it means';
comment on column report.meeting_articles.fact_id is
'Hash of article, span, rule and what was read; the same on every machine';
comment on column report.meeting_articles.surface is 'The characters it was read from, as they stand in the text';
comment on column report.meeting_articles.ruleset is 'Version of seeds and code that read it';
comment on column report.meeting_articles.kind is 'Kind of meeting, as this article tells it';
comment on column report.meeting_articles.title is 'What this article calls it';
comment on column report.meeting_articles.body is 'The organization whose meeting it is, as this article tells it';
comment on column report.meeting_articles.place is 'Canonical name of the place, as this article tells it';
comment on column report.meeting_articles.country is 'ISO 3166-1 alpha-2 code of the country, as this article tells it';
comment on column report.meeting_articles.held_from is 'First day, as this article tells it';
comment on column report.meeting_articles.held_until is 'Last day, as this article tells it';
comment on column report.meeting_articles.dated_by is 'text, or dateline where the article names no day';
comment on column report.meeting_articles.known_on is 'Day from which what the article says is known';
comment on column report.meeting_articles.relation is
'tells: of this meeting; shows: of another one, held during this visit (part_of in report.meetings)';
comment on column report.meeting_articles.reason is
'Why it is this meeting: what it shares with another telling of it, or why it follows none';
comment on column report.meeting_articles.telling_id is 'The telling; one of two relations has the same';

-- One row per participant of one meeting.
create schema if not exists report;

create or replace view report.meeting_participants as
select
    p.meeting_id,
    p.participant,
    p.kind,
    p.role,
    p.on_behalf_of,
    p.article_count as articles,
    p.article_id,
    p.fact_id
from core.meeting_participant as p;

comment on view report.meeting_participants is 'One participant of one meeting';
comment on column report.meeting_participants.meeting_id is 'The meeting, the same id on every machine';
comment on column report.meeting_participants.participant is 'Canonical name, or ISO code of a country';
comment on column report.meeting_participants.kind is 'person, organization, country';
comment on column report.meeting_participants.role is
'participant, host, visitor, chair, speaker, delegation_head, expected, absent';
comment on column report.meeting_participants.on_behalf_of is 'Organization or ISO code of a country';
comment on column report.meeting_participants.articles is 'Number of articles that tell of this participant';
comment on column report.meeting_participants.article_id is 'The article the role is from';
comment on column report.meeting_participants.fact_id is 'The proof in that article, as in report.evidence';

-- One row per participant of one meeting.
create schema if not exists core;

create or replace view core.meeting_participant as
select
    p.meeting_id,
    p.participant,
    p.kind,
    p.role,
    p.on_behalf_of,
    p.article_count,
    p.fact_id,
    p.article_id
from store.meeting_participant as p;

comment on view core.meeting_participant is 'One participant of one meeting';
comment on column core.meeting_participant.meeting_id is 'The meeting, the same id on every machine';
comment on column core.meeting_participant.participant is 'Canonical name, or ISO code of a country';
comment on column core.meeting_participant.kind is 'person, organization, country';
comment on column core.meeting_participant.role is
'participant, host, visitor, chair, speaker, delegation_head, expected, absent';
comment on column core.meeting_participant.on_behalf_of is 'Organization or ISO code of a country';
comment on column core.meeting_participant.article_count is 'Number of articles that tell of this participant';
comment on column core.meeting_participant.fact_id is 'The fact the role is from, as in report.evidence';
comment on column core.meeting_participant.article_id is 'The article of that fact';

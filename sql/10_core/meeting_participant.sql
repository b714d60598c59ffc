-- One row per participant of one meeting.
create schema if not exists core;

create or replace view core.meeting_participant as
select
    p.telling_id as meeting_id,
    p.participant,
    any_value(p.kind order by p.article_id, p.char_start) as kind,
    any_value(p.role order by p.role in ('participant', 'expected'), p.article_id, p.char_start) as role,
    any_value(p.on_behalf_of order by p.article_id, p.char_start) as on_behalf_of
from store.participant_reported as p
group by p.telling_id, p.participant;

comment on view core.meeting_participant is 'One participant of one meeting';
comment on column core.meeting_participant.meeting_id is 'The meeting, the same id on every machine';
comment on column core.meeting_participant.participant is 'Canonical name, or ISO code of a country';
comment on column core.meeting_participant.kind is 'person, organization, country';
comment on column core.meeting_participant.role is
'participant, host, visitor, chair, speaker, delegation_head, expected, absent';
comment on column core.meeting_participant.on_behalf_of is 'Organization or ISO code of a country';

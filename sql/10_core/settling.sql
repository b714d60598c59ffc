-- One row per announced act and what counts as having done it.
create schema if not exists core;

create or replace view core.settling as
select
    t.action,
    t.done,
    t.late_days
from
    (
        values
        ('sign', 'sign', 1100),
        ('ratify', 'ratify', 1100),
        ('adopt', 'adopt', 1100),
        ('admit', 'admit', 1100),
        ('admit', 'join', 1100),
        ('join', 'join', 1100),
        ('join', 'admit', 1100),
        ('leave', 'leave', 1100),
        ('conclude', 'conclude', 1100),
        ('submit', 'submit', 400),
        ('send', 'send', 400),
        ('withdraw', 'withdraw', 400),
        ('deliver', 'deliver', 400),
        ('introduce', 'introduce', 1100),
        ('open', 'open', 1100),
        ('decide', 'decide', 1100),
        ('decide', 'appoint', 1100),
        ('appoint', 'appoint', 1100),
        ('appoint', 'decide', 1100),
        ('visit', 'visit', 30),
        ('hold', 'hold', 30)
    ) as t (action, done, late_days);

comment on view core.settling is 'One announced act and one act that settles it';
comment on column core.settling.action is 'The act announced, as in store.commitment_reported';
comment on column core.settling.done is 'What was done, as in core.deed';
comment on column core.settling.late_days is
'How many days after its last day it can still be settled; few where such acts happen again and again';

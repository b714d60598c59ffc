-- The status that one on the way to it is to have: observer for joining_as_observer. Empty for all others.
create schema if not exists core;

create or replace macro core.aim(status) as
case
    when status = 'joining' then 'member'
    when starts_with(status, 'joining_as_') then replace(status, 'joining_as_', '')
end;

comment on macro core.aim is 'The status that one on the way to it is to have: observer for joining_as_observer';

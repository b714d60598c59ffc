-- Whether one member cannot have both statuses at once: of member, observer, partner and former there is only one.
create schema if not exists core;

create or replace macro core.excludes(one, other) as
one <> other
and one in ('member', 'observer', 'partner', 'former')
and other in ('member', 'observer', 'partner', 'former');

comment on macro core.excludes is 'Whether one member cannot have both statuses at once';

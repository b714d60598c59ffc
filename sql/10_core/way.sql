-- The steps of a chain in words, from the outlet on; empty where there is none.
create schema if not exists core;

create or replace macro core.way(steps) as
nullif(array_to_string(list_transform(list_sort(steps), lambda s: s.name), ' → '), '');

comment on macro core.way is 'The steps of a chain in words, from the outlet on';

-- One name for an office that is called by several: a head of government is a Premierminister, a head of state a
-- Präsident, as the reference tables have it. Any other office keeps its name.
create schema if not exists core;

create or replace macro core.office(name) as
case
    when name in ('Ministerpräsident', 'Regierungschef', 'Vorsitzender des Ministerkabinetts') then 'Premierminister'
    when name = 'Staatschef' then 'Präsident'
    else name
end;

comment on macro core.office is 'One name for an office that is called by several: Ministerpräsident, Regierungschef = Premierminister; Staatschef = Präsident'; -- noqa: LT05

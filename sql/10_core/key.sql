-- One id as a whole number: an id is looked up among a million in a tenth of the time a text takes.
create schema if not exists core;

create or replace macro core.key(id) as cast(md5_number_lower(id) >> 1 as bigint);

comment on macro core.key is 'An id as a whole number; two ids may have the same one';

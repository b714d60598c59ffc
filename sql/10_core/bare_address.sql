-- An address without what makes no difference to where it leads: scheme, www, fragment, slash at the end.
create schema if not exists core;

create or replace macro core.bare_address(address) as
regexp_replace(regexp_replace(trim(address), '^https?://(www\.)?', '', 'i'), '/*(#.*)?$', '');

comment on macro core.bare_address is 'An address without scheme, www, fragment and slash at the end';

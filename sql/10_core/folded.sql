-- One text as search compares it: lower case, no accents, ä = ae = a, ö = oe = o, ü = ue = u, ß = ss = s.
create schema if not exists core;

create or replace macro core.folded(words) as
replace(
    replace(replace(replace(strip_accents(replace(lower(words), 'ß', 'ss')), 'ae', 'a'), 'oe', 'o'), 'ue', 'u'),
    'ss',
    's'
);

comment on macro core.folded is 'A text as search compares it: lower case, no accents, ä = ae = a, ö = oe = o, ü = ue = u, ß = ss = s'; -- noqa: PRS, LT05

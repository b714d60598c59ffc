-- One text without the differences search overlooks: lower case, no accents, ä = ae = a, ö = oe = o, ü = ue = u, ß =
-- ss = s. Over whole texts it is slow: the loader keeps what it makes of them in store.article.folded.
create schema if not exists core;

create or replace macro core.folded(words) as
replace(
    replace(replace(replace(strip_accents(replace(lower(words), 'ß', 'ss')), 'ae', 'a'), 'oe', 'o'), 'ue', 'u'),
    'ss',
    's'
);

comment on macro core.folded is 'A text without case, accents and umlauts: ä = ae = a, ö = oe = o, ü = ue = u, ß = ss = s'; -- noqa: LT05

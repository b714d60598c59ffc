-- One name without what transcriptions differ in: sch = sh = zh = dsch, tsch = ch = kh = h, gh = g, w = v, j = y = i
-- and nothing between vowels or before the first, ss = s = z. etl/tag/spelling.py folds the same way.
create schema if not exists core;

create or replace macro core.folded_name(name) as
regexp_replace(
    regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(
                        regexp_replace(
                            regexp_replace(
                                strip_accents(replace(lower(name), 'ß', 'ss')),
                                'tsch',
                                'ch',
                                'g'
                            ),
                            'd?(?:sch|sh|zh)',
                            'x',
                            'g'
                        ),
                        '[ck]h',
                        'h',
                        'g'
                    ),
                    'gh',
                    'g',
                    'g'
                ),
                '[sz]+',
                's',
                'g'
            ),
            '[jyi]+',
            'i',
            'g'
        ),
        '(^|[aeou ])i([aeou])',
        '\1\2',
        'g'
    ),
    'w',
    'v',
    'g'
);

comment on macro core.folded_name is 'A name without what transcriptions differ in: sch = sh = zh, ch = kh = h, w = v, j = y = i, ss = s = z'; -- noqa: LT05

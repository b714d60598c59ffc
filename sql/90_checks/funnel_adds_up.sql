-- Proves: in a run that loaded, every document found was loaded, is a duplicate, was set aside, lies outside the time
-- asked for, or is known and unchanged. Sums are over all sources, for a file of no source is counted under the one its
-- content shows.
select
    f.run_id,
    r.result,
    coalesce(sum(f.articles) filter (where f.stage = 'found'), 0) as found,
    coalesce(sum(f.articles) filter (where f.stage = 'loaded'), 0) as loaded,
    coalesce(sum(f.articles) filter (where f.stage = 'duplicate'), 0) as duplicate,
    coalesce(sum(f.articles) filter (where f.stage = 'quarantined'), 0) as quarantined,
    coalesce(sum(f.articles) filter (where f.stage = 'outside_window'), 0) as outside_window,
    coalesce(sum(f.articles) filter (where f.stage = 'unchanged'), 0) as unchanged
from store.funnel as f
inner join store.run as r on f.run_id = r.run_id
where r.result in ('loaded', 'published')
group by f.run_id, r.result
having
    coalesce(sum(f.articles) filter (where f.stage = 'found'), 0)
    <> coalesce(
        sum(f.articles) filter (
            where f.stage in ('loaded', 'duplicate', 'quarantined', 'outside_window', 'unchanged')
        ), 0
    );

-- The number of rows at each step of an event's path.
SELECT 'accepted' AS step, toString(agency) AS name, count() AS number FROM events FINAL GROUP BY agency
UNION ALL
SELECT 'refused', toString(agency), count() FROM refusals FINAL
WHERE reason != 'accepted-with-remark' GROUP BY agency
UNION ALL
SELECT 'timeline', 'entries', count() FROM timeline FINAL
UNION ALL
SELECT 'timeline', 'journeys', uniqExact(victim) FROM timeline FINAL
UNION ALL
SELECT 'intervals', toString(`end`), count() FROM intervals FINAL GROUP BY `end`
UNION ALL
SELECT 'obligations', toString(state), count() FROM obligations FINAL GROUP BY state
UNION ALL
SELECT 'alerts', concat(kind, ' ', state), count() FROM alerts FINAL GROUP BY kind, state

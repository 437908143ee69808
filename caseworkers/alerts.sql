-- One page of the wanted alerts, in their places.
SELECT * EXCEPT (place, urgency, wanted), nullIf(urgency, '') AS urgency, count() OVER () AS total
FROM CHOSEN_ALERTS
WHERE wanted
ORDER BY place, victim, id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}

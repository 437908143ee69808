-- One page of the chosen alerts, in their places.
SELECT * EXCEPT (place, urgency), nullIf(urgency, '') AS urgency, count() OVER () AS total
FROM CHOSEN_ALERTS
ORDER BY place, victim, id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}

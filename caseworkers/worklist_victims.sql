-- One page of the victims whom the chosen alerts are about, each in the place of their most urgent alert.
SELECT victim, min(place) AS first, count() OVER () AS victims
FROM CHOSEN_ALERTS
GROUP BY victim
ORDER BY first, victim
LIMIT {limit:UInt32} OFFSET {offset:UInt32}

-- How many of the chosen alerts there are of each urgency, and whose.
SELECT urgency, agency, count() AS alerts
FROM CHOSEN_ALERTS
GROUP BY urgency, agency

-- Up to which London day each agency has spoken: that of the newest thing it told of a case. What it says
-- of its staff or registers as an intervention says nothing of cases.
SELECT agency, toDate32(max(occurred), 'Europe/London') AS day
FROM events FINAL
WHERE NOT startsWith(case_id, 'staff:') AND NOT startsWith(case_id, 'intervention:')
GROUP BY agency

-- Up to which London day each agency has spoken: that of the newest thing it told of.
SELECT agency, toDate32(max(occurred), 'Europe/London') AS day
FROM events FINAL
GROUP BY agency

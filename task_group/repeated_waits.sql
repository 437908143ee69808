-- The waits in a stage of persons and of crimes that have several there at some time from one day to
-- another. Only these are looked at one by one: every other wait is a person and a crime of its own.
INSERT INTO repeated_waits
WITH
    in_time AS
    (
        SELECT * FROM counted_waits
        WHERE stage = {stage:String} AND until >= {first:Date32} AND entered < {last:Date32}
    )
SELECT *
FROM in_time
WHERE person IN (SELECT person FROM in_time GROUP BY person HAVING count() > 1)
    OR crime IN (SELECT crime FROM in_time GROUP BY crime HAVING count() > 1)

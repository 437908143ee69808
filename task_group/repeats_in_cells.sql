-- How many waits each cell has beyond one a person and beyond one a crime, how many one person and one
-- crime have at most, and the waits of crimes by the number of further waits of the same crime. Cells are those
-- of mix_cells.sql.
SELECT
    cell,
    sumIf(number * (waits - 1), whose = 'person') AS beyond_persons,
    greatest(1, maxIf(waits, whose = 'person')) AS most_of_a_person,
    sumIf(number * (waits - 1), whose = 'crime') AS beyond_crimes,
    greatest(1, maxIf(waits, whose = 'crime')) AS most_of_a_crime,
    sumIf(number * waits * (waits - 1), whose = 'crime') AS pairs_of_crimes
FROM
(
    SELECT cell, whose, any(number) AS number, count() AS waits
    FROM (SELECT whose, mixes, number, mix FROM repeated_mixes ARRAY JOIN mixes AS mix WHERE period = {period:String}) AS each
    INNER JOIN cells USING mix
    GROUP BY cell, whose, mixes
    HAVING waits > 1
)
GROUP BY cell

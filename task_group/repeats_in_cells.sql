-- How many waits each cell has beyond one a person and beyond one a crime, how many one person and one
-- crime have at most, and the waits of crimes by the number of further waits of the same crime.
SELECT
    cell,
    sum(of_persons - 1) AS beyond_persons,
    max(of_persons) AS most_of_a_person,
    sum(of_crimes - 1) AS beyond_crimes,
    max(of_crimes) AS most_of_a_crime,
    sum(of_crimes * (of_crimes - 1)) AS pairs_of_crimes
FROM
(
    SELECT cell, count() AS of_persons, 1 AS of_crimes FROM waits_in_cells GROUP BY cell, person
    HAVING of_persons > 1
    UNION ALL
    SELECT cell, 1 AS of_persons, count() AS of_crimes FROM waits_in_cells GROUP BY cell, crime
    HAVING of_crimes > 1
)
GROUP BY cell

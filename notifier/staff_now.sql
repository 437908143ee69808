-- Of an agency's staff as at a moment: who left and is not back, with successor and team; and who
-- covers for whom. The newest counts: of leaving and coming back, and of the covers with one start.

WITH newest AS (
    SELECT *, row_number() OVER (
        PARTITION BY staff, starts_at ORDER BY happened DESC, received DESC, event DESC
    ) AS place
    FROM staffing
    WHERE agency = :agency AND happened <= :at
)
SELECT kind, staff, covered_by, hands_over_to, team
FROM newest
WHERE place = 1
    AND (
        kind = 'caseworker-left'
        OR (
            kind = 'cover-arranged'
            AND starts_at <= :at
            AND (ends_at IS NULL OR ends_at > :at)
        )
    )

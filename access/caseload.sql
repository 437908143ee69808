-- The victims of an agency's caseloads as at a moment: of these members of staff, of these teams where
-- no person is named, and all of these teams or of those staff for a supervisor, whoever has them.

SELECT DISTINCT assigned.victim AS victim
FROM (
    SELECT *
    FROM assignments_by_holder FINAL
    WHERE agency = {agency:String} AND holder IN {holders:Array(String)}
) AS assigned
LEFT JOIN (
    SELECT id, max(version) + 1 AS again_from FROM assignments_removed GROUP BY id
) AS removed ON removed.id = assigned.id
WHERE assigned.version >= removed.again_from
    AND since <= {at:DateTime64(6, 'UTC')}
    AND (NOT replaced OR until > {at:DateTime64(6, 'UTC')})
    AND (
        (
            (until IS NULL OR until > {at:DateTime64(6, 'UTC')})
            AND (staff IN {staff:Array(String)} OR (staff IS NULL AND team IN {teams:Array(String)}))
        )
        OR team IN {supervised:Array(String)}
        OR staff IN {supervised_staff:Array(String)}
    )

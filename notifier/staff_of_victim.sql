-- Who of an agency has a victim as at a moment: the members of staff and the teams of the assignments
-- that count then. The reverse of access/caseload.sql.

SELECT DISTINCT staff, team
FROM assignments
WHERE victim = :victim
    AND agency = :agency
    AND since <= :at
    AND (until IS NULL OR until > :at)

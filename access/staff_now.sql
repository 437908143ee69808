-- Of an agency's staff as at a moment: who left and is not back, with successor and team; and for whom
-- a person covers. The newest counts: of leaving and coming back, and of the covers with one start.

SELECT kind, staff, hands_over_to, team
FROM
    (
        SELECT kind, staff, hands_over_to, team, covered_by, starts_at, ends_at
        FROM staffing FINAL
        WHERE agency = {agency:String} AND happened <= {at:DateTime64(6, 'UTC')}
        ORDER BY happened DESC, received DESC, event DESC
        LIMIT 1 BY staff, starts_at
    )
WHERE kind = 'caseworker-left'
    OR (
        kind = 'cover-arranged'
        AND covered_by = {staff:String}
        AND starts_at <= {at:DateTime64(6, 'UTC')}
        AND (ends_at IS NULL OR ends_at > {at:DateTime64(6, 'UTC')})
    )

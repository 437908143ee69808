-- What was opened of a supervisor's teams and they have not seen, however long ago. The owner of
-- the machine is told of everybody's. The name of a team is its agency's own.
SELECT hash, subject, staff, victims[1] AS victim, at, until, reason
FROM looks FINAL
WHERE entry = 'break-glass'
    AND (issuer, subject) != ({issuer:String}, {subject:String})
    AND ({everybody:UInt8} OR (to_whom = {agency:String}
        AND (empty(teams) OR hasAny(teams, {teams:Array(String)}))))
    AND hash NOT IN
    (
        SELECT assumeNotNull(what) FROM looks FINAL
        WHERE entry = 'notice-seen' AND issuer = {issuer:String} AND subject = {subject:String}
    )
ORDER BY at DESC
LIMIT 1 BY hash

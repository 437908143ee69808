SELECT
    at, issuer, subject, role, to_whom, entry, action, kind, what, victims, reason, until, hash,
    count() OVER () AS total
FROM
(
    SELECT * FROM looks FINAL
    WHERE ({victim:String} = '' OR has(victims, {victim:String}))
        AND ({subject:String} = '' OR subject = {subject:String})
        AND at >= {since:DateTime64(6, 'UTC')} AND at < {before:DateTime64(6, 'UTC')}
    ORDER BY at DESC, `offset` DESC
    LIMIT 1 BY hash
)
ORDER BY at DESC, chain, number DESC
LIMIT {limit:UInt64} OFFSET {offset:UInt64}

-- Who else acted on the alerts of these victims, the last first.
SELECT victim, id, kind, data, received, recorded_by
FROM timeline FINAL
WHERE victim IN {victims:Array(String)} AND agency = {agency:String}
    AND kind IN {acts:Array(String)}
    AND recorded_by != {staff:String}
    AND received >= {since:DateTime64(3, 'UTC')}
ORDER BY received DESC, toString(id)

-- Acts that stand in journeys: of an agency's events those that this member of staff recorded.
SELECT victim, id, case_id, kind, data, received
FROM timeline FINAL
WHERE victim IN {victims:Array(String)} AND id IN {events:Array(UUID)}
    AND agency = {agency:String} AND recorded_by = {staff:String}
ORDER BY received, toString(id)

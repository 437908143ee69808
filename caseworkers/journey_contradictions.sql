SELECT id, case_id, kind, events, agencies
FROM contradictions FINAL
WHERE victim = {victim:String}
ORDER BY case_id, kind, toString(id)

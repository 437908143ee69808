SELECT id, case_id, kind, agency, occurred, precision, recorded, received, known, data
FROM timeline FINAL
WHERE victim = {victim:String}
ORDER BY occurred, received, kind, id

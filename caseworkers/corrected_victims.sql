-- Of these victims, those of whom something was corrected.
SELECT DISTINCT victim
FROM corrections FINAL
WHERE victim IN {victims:Array(String)} AND state = 'applied'
ORDER BY victim

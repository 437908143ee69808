-- The victims of whom an agency reported something, and for whom it never assigned anybody.

SELECT DISTINCT victim
FROM timeline FINAL
WHERE agency = {agency:String}
    AND received <= {at:DateTime64(6, 'UTC')}
    AND victim NOT IN (SELECT victim FROM assignments FINAL WHERE agency = {agency:String})

SELECT reason FROM looks FINAL
WHERE entry = 'break-glass' AND has(victims, {victim:String})
    AND issuer = {issuer:String} AND subject = {subject:String}
    AND at <= {at:DateTime64(6, 'UTC')} AND until > {at:DateTime64(6, 'UTC')}
ORDER BY until DESC
LIMIT 1

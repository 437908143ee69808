SELECT * FROM looks FINAL WHERE `offset` >= {first:UInt64} AND `offset` < {end:UInt64} ORDER BY `offset`

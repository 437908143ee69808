-- The policies that ticks brought, each from the instant of its first tick.
SELECT at, hold, lags
FROM alert_policies FINAL
ORDER BY at

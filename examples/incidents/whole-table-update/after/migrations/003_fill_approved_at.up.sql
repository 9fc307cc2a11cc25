UPDATE moves
SET approved_at = available_at
WHERE available_at IS NOT NULL;

COMMIT;
--> statement-breakpoint
DO $$
DECLARE
  gone integer := 1;
BEGIN
  WHILE gone > 0 LOOP
    DELETE FROM spans WHERE id IN (SELECT id FROM spans WHERE tenant_id = 4711 LIMIT 1000);
    GET DIAGNOSTICS gone = ROW_COUNT;
  END LOOP;
END $$;
--> statement-breakpoint
BEGIN;

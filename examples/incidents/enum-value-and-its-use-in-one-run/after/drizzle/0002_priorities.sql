UPDATE "triggers" SET "priority" = 1 WHERE "kind" = 'integration' AND "id" < 1000;

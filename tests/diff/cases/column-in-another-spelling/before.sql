CREATE TABLE job ("startedAt" date, "endedAt" date, owner text);

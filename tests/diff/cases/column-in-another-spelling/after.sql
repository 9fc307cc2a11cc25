CREATE TABLE job (owner text, ended_at date, started_at date);

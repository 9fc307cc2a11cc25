ALTER TABLE member RENAME TO account;
ALTER TABLE account RENAME COLUMN nickname TO handle;
ALTER TABLE account RENAME TO client;
ALTER TABLE client RENAME COLUMN handle TO shown_as;
ALTER TABLE client ALTER COLUMN shown_as TYPE varchar(40);

CREATE TABLE transfers (
  id bigint PRIMARY KEY,
  block_height bigint NOT NULL,
  signer text NOT NULL
);

CREATE TABLE `devices` (
  `id` integer PRIMARY KEY NOT NULL,
  `owner` text
);

CREATE TABLE `mirrors` (
  `id` integer PRIMARY KEY NOT NULL,
  `url` text NOT NULL
);

CREATE TABLE `repositories` (
  `id` integer PRIMARY KEY NOT NULL,
  `owner_id` integer NOT NULL,
  `full_name` text NOT NULL
);

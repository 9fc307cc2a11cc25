CREATE TABLE `chats` (
  `id` integer PRIMARY KEY NOT NULL,
  `title` text NOT NULL,
  `created_at` text DEFAULT (CURRENT_TIMESTAMP) NOT NULL
);
--> statement-breakpoint
CREATE TABLE `messages` (
  `id` integer PRIMARY KEY NOT NULL,
  `chat_id` integer NOT NULL,
  `body` text NOT NULL,
  FOREIGN KEY (`chat_id`) REFERENCES `chats`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `messages_chat_idx` ON `messages` (`chat_id`);

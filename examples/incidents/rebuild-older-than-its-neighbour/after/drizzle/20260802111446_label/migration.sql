ALTER TABLE `devices` ADD `label` text;

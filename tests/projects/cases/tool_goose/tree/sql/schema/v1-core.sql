CREATE TABLE dumped (id serial);

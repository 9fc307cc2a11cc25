CREATE TABLE users (
  id integer NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(255) COLLATE utf8mb4_bin DEFAULT 'it\'s; fine',
  age int,
  ok tinyint(1) NOT NULL,
  sort enum('a', 'b') NOT NULL DEFAULT 'a',
  price numeric(10,2) DEFAULT 1.50,
  made timestamp NOT NULL DEFAULT now(),
  seen timestamp DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  remark varchar(20) NOT NULL,
  double_age int AS (`age` * 2) STORED,
  city varchar(40),
  UNIQUE INDEX users_remark_unique (remark),
  INDEX city (city),
  UNIQUE city_2 (city, age)
);
CREATE TABLE articles (
  id serial,
  user_id int(11) NOT NULL,
  title varchar(80),
  PRIMARY KEY (id),
  INDEX articles_title (title(10)),
  INDEX posts_both (user_id),
  CONSTRAINT posts_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 ENGINE InnoDB COMMENT 'what they wrote';
CREATE TABLE pairs (a int NOT NULL, b int NOT NULL, PRIMARY KEY (b));

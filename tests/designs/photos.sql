-- dialect: mysql
-- 둘째 설계(002)를 글자 그대로 옮긴 모양: 사진을 올리고 댓글과 좋아요를 남기는 서비스.

CREATE TABLE members ( -- 002-07: cascade-deletes-what-others-wrote
  member_id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  username varchar(50) NOT NULL UNIQUE, -- silent
  email varchar(100) NOT NULL UNIQUE, -- silent
  password_hash varchar(255) NOT NULL, -- silent
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE photos (
  photo_id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  member_id int NOT NULL,
  body text,
  FOREIGN KEY (member_id) REFERENCES members (member_id) ON DELETE CASCADE ON UPDATE CASCADE -- 002-07: cascade-deletes-what-others-wrote
);

CREATE TABLE files (
  file_id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  photo_id int NOT NULL,
  url varchar(255) NOT NULL,
  media_type enum('IMAGE', 'VIDEO') NOT NULL, -- silent
  media_order tinyint NOT NULL DEFAULT 1 COMMENT '순서 (1~10)', -- 002-02: amount-without-check; 002-03: position-without-unique
  FOREIGN KEY (photo_id) REFERENCES photos (photo_id) ON DELETE CASCADE ON UPDATE CASCADE -- silent
);

CREATE TABLE comments (
  comment_id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  photo_id int NOT NULL,
  member_id int NOT NULL,
  body varchar(500) NOT NULL,
  FOREIGN KEY (photo_id) REFERENCES photos (photo_id) ON DELETE CASCADE ON UPDATE CASCADE, -- 002-07: cascade-deletes-what-others-wrote
  FOREIGN KEY (member_id) REFERENCES members (member_id) ON DELETE CASCADE ON UPDATE CASCADE -- silent
);

CREATE TABLE likes ( -- 002-01, 002-20: link-table-without-unique-pair
  like_id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  photo_id int NOT NULL,
  member_id int NOT NULL,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  FOREIGN KEY (photo_id) REFERENCES photos (photo_id) ON DELETE CASCADE ON UPDATE CASCADE, -- silent
  FOREIGN KEY (member_id) REFERENCES members (member_id) ON DELETE CASCADE ON UPDATE CASCADE -- silent
);

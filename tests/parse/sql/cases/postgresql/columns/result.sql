create table members (
  id int4 generated always as identity,
  nick text default 'anonymous' not null,
  bio text,
  tags text array default '{}',
  waits interval day to second,
  birthday date,
  score int default 0.50 not null,
  email character varying(320) not null,
  upper_nick text generated always as (upper("nick")) stored,
  constraint members_pkey primary key (id)
);

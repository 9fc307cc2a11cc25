CREATE TABLE groups (
  group_id uuid DEFAULT gen_random_uuid(),
  name text NOT NULL,
  owner uuid,
  CONSTRAINT teams_pkey PRIMARY KEY (group_id),
  CONSTRAINT teams_name_key UNIQUE (name),
  CONSTRAINT teams_owner_fkey FOREIGN KEY (owner) REFERENCES groups (group_id),
  CONSTRAINT teams_name_check CHECK ("name" <> '')
);
CREATE TABLE seats (
  team_id uuid,
  place integer,
  label text,
  CONSTRAINT seats_team_id_place_pk PRIMARY KEY (team_id, place),
  CONSTRAINT seats_team_id_label_key UNIQUE (team_id, label),
  CONSTRAINT seats_label_unique UNIQUE NULLS NOT DISTINCT (label),
  CONSTRAINT seats_place_check CHECK (place > 0),
  CONSTRAINT seats_check CHECK (place < 100 AND label <> 'x'),
  CONSTRAINT unlucky CHECK ("place" <> 13),
  CONSTRAINT seats_team_id_teams_id_fk FOREIGN KEY (team_id) REFERENCES public.groups (group_id) ON DELETE CASCADE
);

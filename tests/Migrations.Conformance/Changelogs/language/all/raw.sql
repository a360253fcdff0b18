-- ${not.expanded}
create table from_raw (a int)

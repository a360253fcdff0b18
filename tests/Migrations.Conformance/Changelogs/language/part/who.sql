insert into n1 select 5 where 'x' = '${who}'

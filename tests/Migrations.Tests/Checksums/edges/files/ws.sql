 select 1 ;

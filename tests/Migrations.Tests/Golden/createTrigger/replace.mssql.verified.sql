CREATE OR ALTER TRIGGER tr_person ON person AFTER INSERT AS UPDATE person SET city = 'Bonn';
-- undo: Automatic
CREATE OR ALTER TRIGGER tr_person ON person AFTER INSERT AS UPDATE person SET city = 'Ulm';

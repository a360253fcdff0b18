CREATE INDEX "ix_person_age" ON "person" (`age` DESC);
-- undo: Automatic
DROP INDEX "ix_person_age";

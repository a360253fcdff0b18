DROP INDEX "ix_person_name";
-- undo: Automatic
CREATE INDEX "ix_person_name" ON "person" ("name");

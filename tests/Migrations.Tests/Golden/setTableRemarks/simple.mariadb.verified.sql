ALTER TABLE `person` COMMENT = 'it''s \\ all';
-- undo: Automatic
ALTER TABLE `person` COMMENT = '';

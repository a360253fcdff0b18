ALTER TABLE `person` COMMENT = '';
-- undo: Automatic
ALTER TABLE `person` COMMENT = 'people';

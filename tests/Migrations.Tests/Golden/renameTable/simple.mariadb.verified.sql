RENAME TABLE `person` TO `human`;
-- undo: Automatic
RENAME TABLE `human` TO `person`;

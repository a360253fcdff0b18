RENAME TABLE `sq` TO `numbers`;
-- undo: Automatic
RENAME TABLE `numbers` TO `sq`;

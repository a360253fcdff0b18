RENAME TABLE `v_person` TO `v_people`;
-- undo: Automatic
RENAME TABLE `v_people` TO `v_person`;

CREATE TABLE `MixedCase` (`Id` int(11) NOT NULL, `order` int(11) NULL, `with space` int(11) NULL, `UPPER` int(11) NULL, PRIMARY KEY (`Id`));
-- undo: Automatic
DROP TABLE `MixedCase`;

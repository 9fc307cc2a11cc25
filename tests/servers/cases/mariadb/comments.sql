/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*M!999999\- enable the sandbox mode */ 
CREATE TABLE /*!32312 IF NOT EXISTS*/ t (a int /*!40100 NOT NULL */, b int /* plain , c int */, d int /*!80016 CHECK (d > 5) */ /*!50707 UNIQUE */) /*!40100 DEFAULT CHARSET=latin1 COMMENT='it''s */ 1' */;
/*!50003 CREATE INDEX made ON t (b) */;
CREATE /*M!100100 OR REPLACE */ /*!50017 DEFINER=root@localhost */ VIEW v AS SELECT a, b FROM t;
/*!999999 DROP TABLE t */;
/*!50606 ALTER TABLE t ADD e int /*M! , ADD f int */ */;
/*!40000 ALTER TABLE t DISABLE KEYS */;
INSERT INTO t (a, b, d) VALUES (1, 2, 3 /*!99999 , 4 */); # done
/*!40000 ALTER TABLE t ENABLE KEYS */;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 1; SET NEW.b = 2; END */;;
CREATE PROCEDURE proc () BEGIN SELECT 1; CREATE TEMPORARY TABLE x (a int); END;;
DELIMITER ;
ALTER TABLE t ADD g varchar(30) DEFAULT '/*!40100 no */' -- /*!40100 , ADD h int */
, ADD i int;

-- A maker of several partitions took the default one for the first, which had nothing to move, and then wanted the parent for the
-- second, which had: who read at that moment held the parent and waited for the default, and one of the two was turned away as a
-- deadlock. Whether anything is to be moved is asked for all of them before the first lock. What is written to the default one after
-- that question is found once it is locked: then everything is let go and begun again at the parent, so that no reader that
-- has looked up the partitions misses a row that moves.
CREATE OR REPLACE FUNCTION "ensure_time_partitions"("parent" TEXT, "time" TEXT, "days" INTEGER, "first_day" DATE, "last_day" DATE) RETURNS INTEGER
LANGUAGE plpgsql AS $$
DECLARE
    origin CONSTANT DATE := '2001-01-01';
    begins CONSTANT DATE := origin + floor(("first_day" - origin)::NUMERIC / "days")::INTEGER * "days";
    until CONSTANT DATE := origin + (floor(("last_day" - origin)::NUMERIC / "days")::INTEGER + 1) * "days";
    first DATE;
    starts TIMESTAMPTZ;
    ends TIMESTAMPTZ;
    partition TEXT;
    is_moved BOOLEAN;
    is_found BOOLEAN;
    made INTEGER;
BEGIN
    IF "days" NOT IN (1, 7, 28, 364) THEN
        RAISE EXCEPTION 'Partitions hold 1, 7, 28 or 364 days.';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'), hashtext("parent"));
    -- Rows are in the default partition only as long as they have none of their own.
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM %I WHERE %I >= %L AND %I < %L)',
        "parent" || '_default', "time", begins::TIMESTAMP AT TIME ZONE 'UTC', "time", until::TIMESTAMP AT TIME ZONE 'UTC'
    ) INTO is_moved;
    LOOP
        BEGIN
            IF is_moved THEN
                EXECUTE format('LOCK TABLE ONLY %I IN ACCESS EXCLUSIVE MODE', "parent");
            END IF;
            made := 0;
            first := begins;
            WHILE first < until LOOP
                partition := "parent" || '_' || to_char(first, 'YYYYMMDD');
                IF to_regclass(format('%I', partition)) IS NULL THEN
                    starts := first::TIMESTAMP AT TIME ZONE 'UTC';
                    ends := (first + "days")::TIMESTAMP AT TIME ZONE 'UTC';
                    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', partition, "parent");
                    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', "parent" || '_default');
                    EXECUTE format(
                        'WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *), kept AS (INSERT INTO %I SELECT * FROM moved) SELECT EXISTS (SELECT FROM moved)',
                        "parent" || '_default', "time", starts, "time", ends, partition
                    ) INTO is_found;
                    IF is_found AND NOT is_moved THEN
                        RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = 'Rows are to be moved, and the parent is not locked.';
                    END IF;
                    EXECUTE format(
                        'ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                        "parent", partition, starts, ends
                    );
                    made := made + 1;
                END IF;
                first := first + "days";
            END LOOP;
            RETURN made;
        EXCEPTION WHEN SQLSTATE 'KW001' THEN
            is_moved := TRUE;
        END;
    END LOOP;
END $$;

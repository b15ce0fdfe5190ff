-- Whoever reads waits at the parent while rows are moved out of its default partition. Before, a reader that had looked up the
-- partitions and then waited at the default one found it empty, and did not know the new one. Where nothing is to be moved, which
-- is the rule, the parent is left alone: counting would wait for whoever reads for long.
CREATE OR REPLACE FUNCTION "ensure_time_partitions"("parent" TEXT, "time" TEXT, "days" INTEGER, "first_day" DATE, "last_day" DATE) RETURNS INTEGER
LANGUAGE plpgsql AS $$
DECLARE
    origin CONSTANT DATE := '2001-01-01';
    first DATE := origin + floor(("first_day" - origin)::NUMERIC / "days")::INTEGER * "days";
    starts TIMESTAMPTZ;
    ends TIMESTAMPTZ;
    partition TEXT;
    is_moved BOOLEAN;
    made INTEGER := 0;
BEGIN
    IF "days" NOT IN (1, 7, 28, 364) THEN
        RAISE EXCEPTION 'Partitions hold 1, 7, 28 or 364 days.';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_partitions'), hashtext("parent"));
    WHILE first <= "last_day" LOOP
        partition := "parent" || '_' || to_char(first, 'YYYYMMDD');
        IF to_regclass(format('%I', partition)) IS NULL THEN
            starts := first::TIMESTAMP AT TIME ZONE 'UTC';
            ends := (first + "days")::TIMESTAMP AT TIME ZONE 'UTC';
            EXECUTE format(
                'SELECT EXISTS (SELECT FROM %I WHERE %I >= %L AND %I < %L)',
                "parent" || '_default', "time", starts, "time", ends
            ) INTO is_moved;
            IF is_moved THEN
                EXECUTE format('LOCK TABLE ONLY %I IN ACCESS EXCLUSIVE MODE', "parent");
            END IF;
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', partition, "parent");
            EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', "parent" || '_default');
            EXECUTE format(
                'WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
                "parent" || '_default', "time", starts, "time", ends, partition
            );
            EXECUTE format(
                'ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                "parent", partition, starts, ends
            );
            made := made + 1;
        END IF;
        first := first + "days";
    END LOOP;
    RETURN made;
END $$;

import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type pg from "pg";

/** PostgreSQL's one-byte `"char"`, in which its catalogs keep kinds and flags, and `text`. */
const CHAR_OID = 18;
const TEXT_OID = 25;

/**
 * Prisma's adapter for PostgreSQL, taught to read the catalogs: on its own it refuses columns of type `"char"`.
 *
 * For reading a schema only, not for queries of the product. `pool` is used as it is and stays the caller's to end.
 */
export function introspectionAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const charColumns = new WeakMap<object, number[]>();
  const query = (config: pg.QueryArrayConfig): Promise<pg.QueryArrayResult> => pool.query(config);
  const reading: pg.Pool = Object.assign(Object.create(pool), {
    query: async (config: pg.QueryArrayConfig) => {
      const result = await query(config);
      const columns: number[] = [];
      for (const [i, field] of result.fields.entries()) {
        if (field.dataTypeID !== CHAR_OID) continue;
        field.dataTypeID = TEXT_OID;
        columns.push(i);
      }
      charColumns.set(result.rows, columns);
      return result;
    },
  });
  const factory = new PrismaPg(reading);
  const connect = async () => withCharacters(await factory.connect(), charColumns);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect,
    connectToShadowDb: () => Promise.reject(new Error("Migrations are replayed by lib/db/migrate.ts.")),
  };
}

function withCharacters(adapter: SqlDriverAdapter, charColumns: WeakMap<object, number[]>): SqlDriverAdapter {
  const queryRaw = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    queryRaw: async (...args: Parameters<typeof queryRaw>) => {
      const result = await queryRaw(...args);
      for (const i of charColumns.get(result.rows) ?? []) {
        result.columnTypes[i] = ColumnTypeEnum.Character;
        // The driver shows the zero byte as an empty string, which is no character.
        for (const row of result.rows) if (row[i] === "") row[i] = "\0";
      }
      return result;
    },
  });
}

import type { Difference } from "./differences";

/** What a change made of each field; of something new, only what it has become. */
export function DifferencesTable({ differences }: { differences: readonly Difference[] }) {
  if (differences.length === 0) return null;
  const hasBefore = differences.some((one) => one.before !== null);
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 text-left">
      <thead className="text-ink-muted text-xs">
        <tr>
          <th scope="col" className="w-1/3 py-1 sm:w-1/4 pr-4 font-medium">
            Field
          </th>
          {hasBefore ? (
            <th scope="col" className="w-1/3 py-1 sm:w-3/8 pr-4 font-medium">
              Before
            </th>
          ) : null}
          <th scope="col" className="py-1 font-medium">
            {hasBefore ? "After" : "Value"}
          </th>
        </tr>
      </thead>
      <tbody className="align-top">
        {differences.map((one) => (
          <tr key={one.path}>
            <th scope="row" className="border-line border-t py-1.5 pr-4 font-normal text-ink-muted break-all">
              {one.path}
            </th>
            {hasBefore ? (
              <td className="border-line border-t py-1.5 pr-4 wrap-anywhere">{one.before ?? ""}</td>
            ) : null}
            <td className="border-line border-t py-1.5 wrap-anywhere">{one.after ?? ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

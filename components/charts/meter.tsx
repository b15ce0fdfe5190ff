type MeterProps = {
  /** 0 to 1; more is shown as full. */
  share: number;
  /** Where it is expected to end, 0 to 1. */
  expected?: number;
  color?: string;
};

/** How much of something is used, as a bar; the words beside it say the same. */
export function Meter({ share, expected, color = "var(--chart-requests)" }: MeterProps) {
  const within = (part: number) => `${Math.min(1, Math.max(0, part)) * 100}%`;
  return (
    <svg aria-hidden="true" className="block h-2 w-full" preserveAspectRatio="none">
      <rect width="100%" height="100%" rx={4} fill="var(--chart-grid)" />
      {expected === undefined ? null : (
        <rect width={within(expected)} height="100%" rx={4} fill={color} fillOpacity={0.28} />
      )}
      <rect width={within(share)} height="100%" rx={4} fill={color} />
    </svg>
  );
}

/** The most queries per second anybody can ask for or be granted. */
export const QPS_MAX = 1_000_000;

/** The moment at which every test happens: Monday, 2 March 2026, 12:00 UTC. */
export const NOW = new Date(1_772_452_800_000);

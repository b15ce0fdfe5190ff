/** Names of waters and continents, where they stand and on which zooms; Natural Earth's atlas has none. */
export type AreaName = {
  readonly text: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly minZoom: number;
  readonly maxZoom: number;
};

export const CONTINENTS: readonly AreaName[] = [
  { text: "North America", longitude: -101, latitude: 47, minZoom: 0, maxZoom: 1 },
  { text: "South America", longitude: -59, latitude: -12, minZoom: 0, maxZoom: 1 },
  { text: "Europe", longitude: 17, latitude: 50, minZoom: 0, maxZoom: 1 },
  { text: "Africa", longitude: 19, latitude: 8, minZoom: 0, maxZoom: 1 },
  { text: "Asia", longitude: 95, latitude: 47, minZoom: 0, maxZoom: 1 },
  { text: "Australia", longitude: 134, latitude: -25, minZoom: 0, maxZoom: 1 },
  { text: "Antarctica", longitude: 60, latitude: -77, minZoom: 1, maxZoom: 4 },
];

export const WATERS: readonly AreaName[] = [
  { text: "Pacific Ocean", longitude: -140, latitude: 15, minZoom: 1, maxZoom: 5 },
  { text: "Pacific Ocean", longitude: -120, latitude: -35, minZoom: 2, maxZoom: 5 },
  { text: "Pacific Ocean", longitude: 165, latitude: 22, minZoom: 2, maxZoom: 5 },
  { text: "Atlantic Ocean", longitude: -42, latitude: 30, minZoom: 1, maxZoom: 5 },
  { text: "Atlantic Ocean", longitude: -15, latitude: -25, minZoom: 1, maxZoom: 5 },
  { text: "Indian Ocean", longitude: 78, latitude: -25, minZoom: 1, maxZoom: 5 },
  { text: "Southern Ocean", longitude: -30, latitude: -62, minZoom: 2, maxZoom: 5 },
  { text: "Southern Ocean", longitude: 110, latitude: -60, minZoom: 2, maxZoom: 5 },
  { text: "Arctic Ocean", longitude: -160, latitude: 78, minZoom: 2, maxZoom: 5 },
  { text: "Mediterranean Sea", longitude: 18.5, latitude: 34.6, minZoom: 4, maxZoom: 7 },
  { text: "Caribbean Sea", longitude: -75, latitude: 15, minZoom: 4, maxZoom: 7 },
  { text: "Gulf of Mexico", longitude: -91, latitude: 25, minZoom: 4, maxZoom: 7 },
  { text: "Hudson Bay", longitude: -86, latitude: 60, minZoom: 4, maxZoom: 7 },
  { text: "Labrador Sea", longitude: -53, latitude: 58, minZoom: 4, maxZoom: 7 },
  { text: "Norwegian Sea", longitude: 2, latitude: 68, minZoom: 4, maxZoom: 7 },
  { text: "North Sea", longitude: 3, latitude: 56.3, minZoom: 5, maxZoom: 8 },
  { text: "Baltic Sea", longitude: 19.3, latitude: 56.6, minZoom: 5, maxZoom: 8 },
  { text: "Black Sea", longitude: 34.3, latitude: 43.3, minZoom: 5, maxZoom: 8 },
  { text: "Caspian Sea", longitude: 50.8, latitude: 41.8, minZoom: 5, maxZoom: 8 },
  { text: "Barents Sea", longitude: 40, latitude: 74, minZoom: 3, maxZoom: 6 },
  { text: "Kara Sea", longitude: 70, latitude: 75, minZoom: 4, maxZoom: 6 },
  { text: "Red Sea", longitude: 38.3, latitude: 20, minZoom: 5, maxZoom: 8 },
  { text: "Arabian Sea", longitude: 64, latitude: 15, minZoom: 3, maxZoom: 7 },
  { text: "Bay of Bengal", longitude: 88, latitude: 14, minZoom: 4, maxZoom: 7 },
  { text: "South China Sea", longitude: 114, latitude: 14, minZoom: 4, maxZoom: 7 },
  { text: "Philippine Sea", longitude: 133, latitude: 19, minZoom: 3, maxZoom: 6 },
  { text: "East China Sea", longitude: 125.5, latitude: 29, minZoom: 5, maxZoom: 8 },
  { text: "Sea of Japan", longitude: 134.5, latitude: 40, minZoom: 5, maxZoom: 8 },
  { text: "Sea of Okhotsk", longitude: 149, latitude: 54, minZoom: 4, maxZoom: 7 },
  { text: "Bering Sea", longitude: -178, latitude: 58, minZoom: 3, maxZoom: 6 },
  { text: "Coral Sea", longitude: 155, latitude: -17, minZoom: 4, maxZoom: 7 },
  { text: "Tasman Sea", longitude: 161, latitude: -38, minZoom: 3, maxZoom: 6 },
  { text: "Java Sea", longitude: 111.5, latitude: -5, minZoom: 5, maxZoom: 8 },
  { text: "Gulf of Guinea", longitude: 3, latitude: 1.5, minZoom: 4, maxZoom: 7 },
  { text: "Bay of Biscay", longitude: -5, latitude: 45, minZoom: 5, maxZoom: 8 },
  { text: "English Channel", longitude: -1.7, latitude: 50.1, minZoom: 6, maxZoom: 9 },
  { text: "Adriatic Sea", longitude: 15, latitude: 43.2, minZoom: 6, maxZoom: 9 },
  { text: "Persian Gulf", longitude: 51.5, latitude: 27, minZoom: 5, maxZoom: 8 },
];

/** Names the atlas still spells the former way. */
export const RENAMED: Readonly<Record<string, string>> = {
  Macedonia: "North Macedonia",
  Turkey: "Türkiye",
  "United States of America": "United States",
  "Dem. Rep. Congo": "DR Congo",
  "Central African Rep.": "Central African Republic",
  "Dominican Rep.": "Dominican Republic",
  "Bosnia and Herz.": "Bosnia and Herzegovina",
  "S. Sudan": "South Sudan",
  "W. Sahara": "Western Sahara",
  "Eq. Guinea": "Equatorial Guinea",
  "Solomon Is.": "Solomon Islands",
  "Falkland Is.": "Falkland Islands",
  "N. Cyprus": "Northern Cyprus",
  eSwatini: "Eswatini",
};

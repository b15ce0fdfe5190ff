import { geoArea, geoMercator, geoStream } from "d3-geo";
import { boundsOf, type Piece } from "./clip";

/** Lines are kept in short pieces, so that a tile deep down touches only those near it. */
const PIECE_POINTS = 64;

/**
 * Mercator onto the square world (0…1), cut at the date line and round the poles on the sphere: a ring that crosses
 * them comes back as rings that do not.
 */
const PROJECTION = geoMercator()
  .scale(1 / (2 * Math.PI))
  .translate([0.5, 0.5])
  .precision(0);

/** The filled rings of polygons in the square world. */
export function toRings(object: GeoJSON.GeoJSON): Piece[] {
  return polygonsOf(object).flatMap((polygon) => collect(rightSideOut(polygon), "ring"));
}

/** Lines in the square world, in short pieces that share their end points. */
export function toLines(object: GeoJSON.GeoJSON): Piece[] {
  return collect(object, "line");
}

function polygonsOf(object: GeoJSON.GeoJSON): GeoJSON.Polygon[] {
  switch (object.type) {
    case "FeatureCollection":
      return object.features.flatMap(polygonsOf);
    case "Feature":
      return polygonsOf(object.geometry);
    case "MultiPolygon":
      return object.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
    case "Polygon":
      return [object];
    default:
      return [];
  }
}

/**
 * On a sphere the direction of a ring says which side is inside. A few slivers of the atlas run the wrong way round and
 * would fill the whole world but themselves; no land covers half of it.
 */
function rightSideOut(polygon: GeoJSON.Polygon): GeoJSON.Polygon {
  if (geoArea(polygon as Parameters<typeof geoArea>[0]) <= 2 * Math.PI) return polygon;
  return { type: "Polygon", coordinates: polygon.coordinates.map((ring) => [...ring].reverse()) };
}

function collect(object: GeoJSON.GeoJSON, kind: "ring" | "line"): Piece[] {
  const pieces: Piece[] = [];
  let run: number[] = [];
  const close = () => {
    if (run.length >= (kind === "ring" ? 6 : 4)) {
      const points = Float64Array.from(run);
      pieces.push({ points, bounds: boundsOf(points) });
    }
    run = [];
  };
  const stream = PROJECTION.stream({
    point(x, y) {
      run.push(x, y);
      if (kind === "line" && run.length >= PIECE_POINTS * 2) {
        close();
        run.push(x, y);
      }
    },
    lineStart() {
      run = [];
    },
    lineEnd: close,
    polygonStart() {},
    polygonEnd() {},
  });
  geoStream(object as Parameters<typeof geoStream>[0], stream);
  return pieces;
}

import { createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
import { cities } from "@/lib/samples/cities";
import { type Atlas, atlas, countryOutlines, type Scale } from "./atlas";
import { type Bounds, clipLine, clipRing, overlaps, type Piece } from "./clip";
import { createMeasure, fontOf } from "./fonts";
import { graticule } from "./graticule";
import { Labels, type PlacedLabel } from "./labels";
import { TILE_SIZE } from "./projection";
import { COLORS } from "./style";
import type { TileAddress } from "./tile-address";

/** What is drawn beyond the edge, so that strokes and clipped rings end where nobody sees it. */
const MARGIN = 8;

let allLabels: Labels | undefined;

function labels(): Labels {
  allLabels ??= new Labels(cities(), countryOutlines(), createMeasure());
  return allLabels;
}

/** Draws one tile: 256×256, PNG, the same bytes every time. Takes milliseconds of its thread; meant for a worker. */
export async function drawTile(address: TileAddress): Promise<Uint8Array> {
  const canvas = createCanvas(TILE_SIZE, TILE_SIZE);
  const context = canvas.getContext("2d");
  context.fillStyle = COLORS.water;
  context.fillRect(0, 0, TILE_SIZE, TILE_SIZE);
  drawGround(context, atlas(scaleOf(address.z)), address);
  for (const label of labels().on(address)) drawLabel(context, label, address);
  return canvas.encode("png");
}

function scaleOf(zoom: number): Scale {
  if (zoom <= 1) return "110m";
  return zoom <= 4 ? "50m" : "10m";
}

function drawGround(context: SKRSContext2D, map: Atlas, { z, x, y }: TileAddress): void {
  const scale = 2 ** z * TILE_SIZE;
  const offsetX = x * TILE_SIZE;
  const offsetY = y * TILE_SIZE;
  const box: Bounds = {
    minX: (offsetX - MARGIN) / scale,
    maxX: (offsetX + TILE_SIZE + MARGIN) / scale,
    minY: (offsetY - MARGIN) / scale,
    maxY: (offsetY + TILE_SIZE + MARGIN) / scale,
  };
  const fill = (rings: readonly Piece[], color: string) => {
    context.beginPath();
    for (const ring of rings) {
      if (!overlaps(ring.bounds, box)) continue;
      const points = clipRing(ring.points, box);
      for (let i = 0; i < points.length; i += 2) {
        const px = (points[i] as number) * scale - offsetX;
        const py = (points[i + 1] as number) * scale - offsetY;
        if (i === 0) context.moveTo(px, py);
        else context.lineTo(px, py);
      }
      if (points.length > 0) context.closePath();
    }
    context.fillStyle = color;
    context.fill("evenodd");
  };
  const stroke = (lines: readonly Piece[], color: string, width: number, dash: number[]) => {
    context.beginPath();
    for (const line of lines) {
      if (!overlaps(line.bounds, box)) continue;
      clipLine(line.points, box, (x0, y0, x1, y1, joined) => {
        if (!joined) context.moveTo(x0 * scale - offsetX, y0 * scale - offsetY);
        context.lineTo(x1 * scale - offsetX, y1 * scale - offsetY);
      });
    }
    context.setLineDash(dash);
    context.strokeStyle = color;
    context.lineWidth = width;
    context.lineJoin = "round";
    context.stroke();
  };
  fill(map.land, COLORS.land);
  fill(map.ice, COLORS.ice);
  stroke(graticule(z, box), COLORS.graticule, 1, []);
  stroke(map.coast, COLORS.coast, z <= 2 ? 0.6 : 1, []);
  stroke(map.borders, COLORS.border, z <= 2 ? 0.6 : z <= 5 ? 0.9 : 1.3, []);
}

function drawLabel(context: SKRSContext2D, label: PlacedLabel, { x, y }: TileAddress): void {
  const { style, dot } = label;
  const left = -x * TILE_SIZE;
  const top = -y * TILE_SIZE;
  context.setLineDash([]);
  if (dot) {
    context.beginPath();
    context.arc(dot.x + left, dot.y + top, dot.isCapital ? 3 : 2.2, 0, 2 * Math.PI);
    context.fillStyle = dot.isCapital ? COLORS.halo : COLORS.dot;
    context.strokeStyle = dot.isCapital ? COLORS.dot : COLORS.halo;
    context.lineWidth = dot.isCapital ? 1.4 : 1;
    context.fill();
    context.stroke();
  }
  context.font = fontOf(style.face, style.size);
  context.letterSpacing = `${style.spacing}px`;
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = style.halo;
  context.strokeText(label.text, label.textLeft + left, label.baseline + top);
  context.fillStyle = style.color;
  context.fillText(label.text, label.textLeft + left, label.baseline + top);
}

/**
 * Height at which a path of straight lines is drawn at `x`; the last corner there counts, so a jump gives its end.
 *
 * @param path  `M…L…` with absolute coordinates
 * @returns null where nothing is drawn within a tenth of a pixel
 */
export function plottedY(path: string, x: number): number | null {
  const corners = [...path.matchAll(/([ML])?(-?[\d.]+),(-?[\d.]+)/g)].map((match) => ({
    x: Number(match[2]),
    y: Number(match[3]),
  }));
  const corner = corners.findLast((each) => Math.abs(each.x - x) <= 0.051);
  return corner?.y ?? null;
}

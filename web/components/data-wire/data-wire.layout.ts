/** Where the words and the wire stand, y in CSS pixels; `title` and `detail` null where there is no room. */
export interface WireRows {
  readonly height: number;
  readonly title: number | null;
  readonly detail: number | null;
  readonly wire: number;
  readonly figure: number;
  readonly figureDetail: number;
}

/** Rows of the data wire by the size of the stage. */
export const WIRE_ROWS = {
  full: { height: 142, title: 20, detail: 36, wire: 72, figure: 106, figureDetail: 122 },
  compact: { height: 104, title: 12, detail: 27, wire: 53, figure: 82, figureDetail: 97 },
  mini: { height: 66, title: null, detail: null, wire: 18, figure: 46, figureDetail: 60 },
} as const satisfies Readonly<Record<string, WireRows>>;

/** Width of a bead and the gap to the next, CSS pixels. */
const BEAD_PITCH = 39;
const BEAD_WIDTH = 34;
const QUEUE_PADDING = 6;
const CHEVRON_PITCH = 27;
/** Virtual ms in which a drawn chevron moves to the place of the next. */
const CHEVRON_MS = 1100;

/** Beads in a queue box; x is measured from the side where data starts. */
export interface QueueLayout {
  /** Beads to draw, nearest to the link first: the oldest order leaves next. */
  readonly beads: readonly { readonly order: number; readonly x: number }[];
  /** How many more wait than are drawn. */
  readonly more: number;
  /** Room kept for the word that says so, and the box. */
  readonly boxWidth: number;
}

/**
 * As many beads as fit; the youngest that do not are a number.
 *
 * @param orders   oldest first
 * @param waiting  how many there are in all, at least `orders.length`
 * @param room     CSS pixels for the queue
 */
export function queueLayout(orders: readonly number[], waiting: number, room: number): QueueLayout {
  const all = Math.max(waiting, orders.length);
  const fitting = Math.max(2, Math.floor((room - QUEUE_PADDING) / BEAD_PITCH));
  const shown = Math.min(orders.length, all > fitting ? Math.max(1, fitting - 1) : fitting);
  const more = all - shown;
  const slots = shown + (more > 0 ? 1 : 0);
  const boxWidth = slots * BEAD_PITCH + QUEUE_PADDING - (BEAD_PITCH - BEAD_WIDTH) + QUEUE_PADDING;
  const beads = orders.slice(0, shown).map((order, index) => ({
    order,
    x: QUEUE_PADDING + BEAD_WIDTH / 2 + (slots - 1 - index) * BEAD_PITCH,
  }));
  return { beads, more, boxWidth };
}

/** Middle of the place where the number of further orders stands. */
export const MORE_AT = QUEUE_PADDING + BEAD_WIDTH / 2;

/** Left edges of chevrons between two places, moved on by virtual time. */
export function chevronPlaces(
  from: number,
  to: number,
  atMs: number,
  pitch = CHEVRON_PITCH,
): readonly number[] {
  const phase = (((atMs % CHEVRON_MS) + CHEVRON_MS) % CHEVRON_MS) / CHEVRON_MS;
  const places: number[] = [];
  for (let x = from + phase * pitch; x <= to; x += pitch) places.push(Math.round(x * 10) / 10);
  return places;
}

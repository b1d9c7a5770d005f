import type { ClusterId } from '../../../workers/api.ts';

/** Height of the sky and of a plate, in CSS pixels. */
export const SKY_HEIGHT = 104;
export const PLATE_HEIGHT = 32.5;
const NAME_CHARACTER = 7.2;
const ADDRESS_CHARACTER = 9.1;

/** Widths of a plate's two halves. */
export interface PlateSize {
  readonly name: number;
  readonly address: number;
  readonly width: number;
}

/** A plate is as wide as its name and address; widths are estimated, so that no frame measures text. */
export function plateSize(name: string, address: string): PlateSize {
  const nameWidth = Math.round(Math.max(6, name.length) * NAME_CHARACTER + 22);
  const addressWidth = Math.round(address.length * ADDRESS_CHARACTER + 27);
  return { name: nameWidth, address: addressWidth, width: nameWidth + addressWidth };
}

/** Where the parts of a horizontal sky stand, x in CSS pixels. */
export interface SkyLayout {
  readonly width: number;
  readonly middle: number;
  readonly wire: readonly [from: number, to: number];
  /** Middle of each dock: that of the card below it. */
  readonly docks: Readonly<Record<ClusterId, number>>;
}

/**
 * @param width  of the stage, CSS pixels
 * @param gap    between the two cards; the stage keeps 16 at each side
 */
export function skyLayout(width: number, gap: number): SkyLayout {
  const card = (width - 32 - gap) / 2;
  return {
    width,
    middle: width / 2,
    wire: [16, width - 16],
    docks: { first: 16 + card / 2, second: width - 16 - card / 2 },
  };
}

/** Middle of a plate that has come `progress` (0–1) of its way between two docks. */
export function plateMiddle(
  docks: Readonly<Record<ClusterId, number>>,
  from: ClusterId,
  to: ClusterId,
  progress: number,
): number {
  return docks[from] + (docks[to] - docks[from]) * progress;
}

/** How many clients are drawn: a picture, not a count. */
const CLIENTS_DRAWN = 8;
const CLIENT_PITCH = 21;

/** Left edges of the drawn clients around a middle. */
export function clientPlaces(middle: number): readonly number[] {
  const left = middle - ((CLIENTS_DRAWN - 1) * CLIENT_PITCH + 13) / 2;
  return Array.from({ length: CLIENTS_DRAWN }, (_, index) => left + index * CLIENT_PITCH);
}

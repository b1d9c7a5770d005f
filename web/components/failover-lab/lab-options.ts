import {
  type OpenOptions,
  REFUSAL_NAME,
  SCENARIO_NAMES,
  type ScenarioName,
  type Speed,
} from '../../../workers/api.ts';

/** What the attributes of the element say, as they stand. */
export interface LabAttributes {
  readonly exercise: string | null;
  readonly scenario: string | null;
  readonly seed: number;
  readonly diskMiB: number;
  readonly mode: string | null;
  readonly layout: string | null;
  readonly speed: Speed;
  readonly paused: boolean;
  readonly storage: string;
  readonly labId: string;
  readonly firstLines: OpenOptions['firstLines'];
}

/** Bounds that the public contract gives. */
const SEED_MAX = 0xffff_ffff;
const DISK_MIB_MIN = 4;
const DISK_MIB_MAX = 256;
const SPEED_MIN = 0.1;
const SPEED_MAX = 20;

/** Where the built wasm lies; bundlers and the test server resolve it. */
const WASM_URL = new URL('../../../build/block-core.wasm', import.meta.url).href;

/** An error for bad input: nothing was changed. */
function labRefusal(text: string): Error {
  const error = new Error(text);
  error.name = REFUSAL_NAME;
  return error;
}

/**
 * Options for the engine, from attributes.
 *
 * @throws Error `LabRefusal` naming the attribute, its value and what was expected
 */
export function openOptions(attributes: LabAttributes): OpenOptions {
  refuseWhatIsNotHere(attributes);
  const { scenario, seed, diskMiB, speed, paused, storage, labId, firstLines } = attributes;
  const name = scenario ?? 'protected';
  if (!isScenario(name)) {
    throw labRefusal(`scenario="${name}": expected one of ${SCENARIO_NAMES.join(', ')}.`);
  }
  wholeNumber('seed', seed, 0, SEED_MAX);
  wholeNumber('disk-mib', diskMiB, DISK_MIB_MIN, DISK_MIB_MAX);
  if (speed !== 'max' && !(speed >= SPEED_MIN && speed <= SPEED_MAX)) {
    throw labRefusal(
      `speed="${String(speed)}": expected ${String(SPEED_MIN)} to ${String(SPEED_MAX)}, or max.`,
    );
  }
  if (storage !== 'memory' && storage !== 'persist') {
    throw labRefusal(`storage="${storage}": expected memory or persist.`);
  }
  return {
    scenario: name,
    seed,
    diskMiB,
    storage,
    labId,
    wasmUrl: WASM_URL,
    paused,
    speed,
    firstLines,
  };
}

function refuseWhatIsNotHere({ exercise, mode, layout }: LabAttributes): void {
  if (exercise !== null) {
    throw labRefusal(
      `exercise="${exercise}": exercises are not here yet. Leave the attribute out.`,
    );
  }
  if (mode !== null && mode !== 'sandbox') {
    throw labRefusal(
      `mode="${mode}": this mode is not here yet, only sandbox is. Leave the attribute out.`,
    );
  }
  if (layout !== null && layout !== 'lab') {
    throw labRefusal(
      `layout="${layout}": this layout is not here yet, only lab is. Leave the attribute out.`,
    );
  }
}

function isScenario(name: string): name is ScenarioName {
  return (SCENARIO_NAMES as readonly string[]).includes(name);
}

function wholeNumber(attribute: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw labRefusal(
    `${attribute}="${String(value)}": expected a whole number from ${String(min)} to ${String(max)}.`,
  );
}

/** Attribute and property `speed`: a number or `max`; NaN stays, so that opening names it. */
export const speedConverter = {
  fromAttribute: (value: string | null): Speed =>
    value === null ? 1 : value === 'max' ? 'max' : Number(value),
};

import type { ClusterNode, Failure, Outcome, World } from '../world.ts';

export type { Outcome } from '../world.ts';

/** A line being carried out. */
export interface LineContext {
  readonly world: World;
  /** The node that it runs on. */
  readonly node: ClusterNode;
  /** Words after the family's. */
  readonly words: readonly string[];
  /** The same words as `write` takes them, where the family is one of files. */
  readonly texts: readonly string[];
  /** To be called once, before the first change, when nothing can be refused any more. */
  readonly begin: () => void;
}

/** A line that has ended: done or refused. */
export interface Ended {
  readonly exitCode: number;
  readonly output: string;
}

/** A handler of one family, or one verb. */
export type Verb = (context: LineContext) => Outcome;

/** Option or word not understood. */
const INVALID_PARAMETER = 87;
/** In the language, but not built yet. */
export const NOT_BUILT = 120;
/** No such command. */
export const NOT_RECOGNISED = 9009;
/** No service answers on this node. */
export const NO_SERVICE = 1722;

/** Done, with what it prints. */
export function done(output = ''): Ended {
  return { exitCode: 0, output };
}

/** Refused: nothing changed. */
export function refuse(exitCode: number, output: string): Ended {
  return { exitCode, output };
}

/** Refused for a reason that a part of the core gave. */
export function refused({ exitCode, text }: Failure): Ended {
  return { exitCode, output: text };
}

/** A word that is not one of those expected. */
export function unexpected(word: string | undefined, expected: string): Ended {
  return refuse(
    INVALID_PARAMETER,
    word === undefined
      ? `Something is missing: expected ${expected}.`
      : `"${word}" is not understood; expected ${expected}.`,
  );
}

/** The refusal of words behind those that a line takes; null when there are none. */
export function surplus(words: readonly string[], taken: number): Outcome | null {
  return words.length > taken ? unexpected(words[taken], 'nothing more') : null;
}

/** Rows under headings, columns as wide as given; long cells push their row right. */
export function table(widths: readonly number[], rows: readonly (readonly string[])[]): string {
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join(' ')
        .trimEnd(),
    )
    .join('\n');
}

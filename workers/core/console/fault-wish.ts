import type { World } from '../world.ts';

/** What a fault line asks for: make it, or end it. */
export interface FaultWish {
  /** Names the thing and the way in which it is broken; one fault each. */
  readonly key: string;
  /** The line that makes this fault, written the same way each time. */
  readonly line: string;
  /** Null ends the fault. */
  readonly make: (() => () => void) | null;
  /** What the line that ends it does where no such fault is: the thing broke by itself. */
  readonly mend?: (() => void) | null;
  /** What a line that ends it says where there is nothing to end. */
  readonly nothingToEnd?: string;
}

/** A fault line understood, or why it is not. */
export type Understood = FaultWish | { readonly problem: string; readonly exitCode?: number };

/** Understands the words behind one kind of fault. */
export type FaultKind = (world: World, words: readonly string[]) => Understood;

import { Environment, type Context } from '@marcbachmann/cel-js';

import type { Snapshot } from '../core/snapshot.ts';

/** Whether an expression holds of a snapshot; what cannot be evaluated there does not. */
export type Condition = (snapshot: Snapshot) => boolean;

/** How much an expression may be. */
const LIMITS = { maxAstNodes: 10_000, maxDepth: 100, maxListElements: 1000, maxMapEntries: 1000 };

const environment = new Environment({ unlistedVariablesAreDyn: true, limits: LIMITS });

/**
 * Reads a CEL expression over the fields of the snapshot, integers as `int`.
 *
 * @returns the condition, or a text that says where the expression does not parse
 */
export function compileCondition(expression: string): Condition | string {
  try {
    const evaluate = environment.parse(expression);
    return (snapshot) => {
      try {
        return evaluate(variablesOf(snapshot)) === true;
      } catch {
        return false;
      }
    };
  } catch (error) {
    return `The expression does not parse: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The snapshot's fields, each made ready when the expression asks for it. */
function variablesOf(snapshot: Snapshot): Context {
  const variables: Context = {};
  for (const [name, value] of Object.entries(snapshot)) {
    let ready: unknown;
    Object.defineProperty(variables, name, {
      enumerable: true,
      get: () => (ready ??= celValue(value)),
    });
  }
  return variables;
}

/** Whole numbers as CEL's `int`; everything else as it is. */
function celValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celValue);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, celValue(each)]));
}

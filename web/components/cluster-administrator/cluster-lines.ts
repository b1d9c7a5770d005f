import { quoteWord } from '../../../workers/api.ts';

/** `NAME="a value"`: one property of a line. */
export function propertyWord(name: string, value: string): string {
  return `${name}=${quoteWord(value)}`;
}

/** A line of the cluster's tool about one group, resource or node. */
export function clusterLine(
  object: 'group' | 'resource' | 'node',
  name: string,
  ...rest: readonly string[]
): string {
  return ['cluster', object, quoteWord(name), ...rest].join(' ');
}

/** `/verb:"a value"`. */
export function switchWord(verb: string, value: string): string {
  return value === '' ? `/${verb}:` : `/${verb}:${quoteWord(value)}`;
}

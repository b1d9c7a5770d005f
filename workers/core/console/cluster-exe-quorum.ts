import { done, refuse, unexpected } from './outcome.ts';
import type { LineContext, Outcome } from './outcome.ts';
import { report } from '../happen.ts';
import { foldCase, isSameName } from '../text.ts';
import { parseWhole } from '../units.ts';
import type { Cluster } from '../world.ts';

/** The largest quorum log, KB. */
const LOG_KB_MAX = 1_048_576;

/** `/QUORUM[RESOURCE][:name] [/PATH:path] [/MAXLOGSIZE:kb]`: shows or sets where the cluster's log lies. */
export function runQuorum(
  { world, words, begin }: Pick<LineContext, 'world' | 'words' | 'begin'>,
  cluster: Cluster,
): Outcome {
  const [first = '', ...rest] = words;
  const name = first.includes(':') ? first.slice(first.indexOf(':') + 1) : null;
  if (name !== null && !isSameName(name, 'Disk Q:')) {
    return refuse(
      5020,
      `"${name}" cannot be the quorum resource; expected "Disk Q:", the only disk kept for it.`,
    );
  }
  const quorum = { ...cluster.quorum };
  for (const word of rest) {
    const colon = word.indexOf(':');
    const option = foldCase(colon < 0 ? word : word.slice(0, colon));
    const value = colon < 0 ? '' : word.slice(colon + 1);
    if (option === '/path' && value !== '') quorum.path = value;
    else if (option === '/maxlogsize' && parseWhole(value, 64, LOG_KB_MAX) !== null)
      quorum.logKb = Number(value);
    else return unexpected(word, `/PATH:path or /MAXLOGSIZE: and 64 to ${String(LOG_KB_MAX)} KB`);
  }
  if (quorum.path !== cluster.quorum.path || quorum.logKb !== cluster.quorum.logKb) {
    begin();
    Object.assign(cluster.quorum, quorum);
    report(
      world,
      'group',
      cluster.id,
      `quorum log of ${cluster.name}: ${quorum.path}, at most ${String(quorum.logKb)} KB`,
    );
  }
  return done(
    [
      'Quorum resource: Disk Q:',
      `Owner: ${cluster.quorumOwner?.name ?? 'none'}`,
      `Path: ${quorum.path}`,
      `Largest log: ${String(quorum.logKb)} KB`,
    ].join('\n'),
  );
}

import { runClient } from './client.ts';
import { runClusterExe } from './cluster-exe.ts';
import { runDt } from './dt.ts';
import { runFault } from './fault.ts';
import { runFcc } from './fcc.ts';
import { FILE_VERBS } from './files.ts';
import { runHost } from './host.ts';
import { runLab } from './lab-lines.ts';
import { NOT_RECOGNISED, refuse } from './outcome.ts';
import type { Outcome, Verb } from './outcome.ts';
import { runPing } from './ping.ts';
import type { LineWords } from './words.ts';
import { runRun } from './run-script.ts';
import { foldCase } from '../text.ts';
import type { ClusterNode, World } from '../world.ts';

/** Lines by their first word. */
const FAMILIES: Readonly<Record<string, Verb>> = {
  ...FILE_VERBS,
  cluster: runClusterExe,
  dt: runDt,
  fcc: runFcc,
  run: runRun,
  fault: runFault,
  client: runClient,
  host: runHost,
  lab: runLab,
  ping: runPing,
};

/** Carries out one line that is cut into words already. */
export function runWords(
  world: World,
  node: ClusterNode,
  line: LineWords,
  begin: () => void,
): Outcome {
  const [word = '', ...words] = line.words;
  const verb = Object.hasOwn(FAMILIES, foldCase(word)) ? FAMILIES[foldCase(word)] : undefined;
  if (verb === undefined)
    return refuse(
      NOT_RECOGNISED,
      `"${word}" is not recognised; expected one of ${Object.keys(FAMILIES).sort().join(', ')}.`,
    );
  return verb({ world, node, words, texts: line.texts.slice(1), begin });
}

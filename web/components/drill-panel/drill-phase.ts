import type { MonitorSnapshot, OpenOptions, Snapshot } from '../../../workers/api.ts';
import { hasFailedOver } from '../../words/monitor.ts';

/** Where the drill stands; read from the state alone, so going back in time goes back here too. */
export type DrillPhase =
  'flowing' | 'counting' | 'caution' | 'taking-over' | 'serving' | 'ledger' | 'restored';

/** One live check of the panel. */
export interface DrillCheck {
  readonly text: string;
  readonly done: boolean;
}

/** Lines that the front page's drill begins with: orders behind a link that cannot quite carry them, so some are always under way. */
export const DRILL_LINES: OpenOptions['firstLines'] = [
  ['A1', 'fault link replication rate 96'],
  ['A1', 'client rate 18'],
  ['A1', 'client start'],
];

/** Line behind the one control of the drill. */
export const PLUG_LINE = 'fault site first off';
/** Orders that the guess is about. */
export const GUESS_COUNT = 12;
/** Speed from the plug on, virtual seconds a real second. */
export const PLUG_SPEED = 2;

/** Phase of the drill at this moment. */
export function drillPhase(snapshot: Snapshot): DrillPhase {
  const { ledger, monitors } = snapshot;
  if (ledger !== null) return ledger.rtoMs === null ? 'serving' : 'ledger';
  if (monitors.some(hasFailedOver)) return 'serving';
  if (monitors.some((monitor) => monitor.state === 'FailingOver' || monitor.timeToFailMs === 0)) {
    return isFirstDark(snapshot) ? 'taking-over' : 'flowing';
  }
  if (isFirstDark(snapshot)) {
    return monitors.some((monitor) => monitor.bullet === 'yellow') ? 'caution' : 'counting';
  }
  return snapshot.clusters.first.nodes.some((node) => node.state !== 'Up') ? 'restored' : 'flowing';
}

/** Has no node of the first cluster power? */
function isFirstDark(snapshot: Snapshot): boolean {
  return snapshot.clusters.first.nodes.every((node) => !node.powered);
}

/** The live checks that go with a phase. */
export function drillChecks(snapshot: Snapshot, phase: DrillPhase): DrillCheck[] {
  const first = snapshot.clusters.first.name;
  const second = snapshot.clusters.second.name;
  const down = {
    text: `Both nodes of ${first} are down`,
    done: snapshot.clusters.first.nodes.every((node) => node.state === 'Down'),
  };
  if (phase === 'flowing' || phase === 'restored') {
    const flowing = snapshot.clients.running && snapshot.clients.servedBy === 'first';
    return [
      { text: 'Orders are flowing', done: flowing },
      { text: 'Both monitors are green', done: allGreen(snapshot.monitors) },
      down,
    ];
  }
  const beyondCaution = phase !== 'counting';
  const failedOver = snapshot.monitors.some(
    (monitor) => hasFailedOver(monitor) || monitor.state === 'FailingOver',
  );
  return [
    down,
    { text: 'A quarter has gone: caution', done: beyondCaution },
    { text: 'Time to fail reaches 0', done: failedOver },
    { text: `${second} takes orders`, done: snapshot.clients.servedBy === 'second' },
  ];
}

function allGreen(monitors: readonly MonitorSnapshot[]): boolean {
  return monitors.length > 0 && monitors.every((monitor) => monitor.bullet === 'green');
}

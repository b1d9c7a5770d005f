import type { PlannedLine } from './soak-plan.ts';

type Draw = (below: number) => number;

/** FIRST comes back off the network, and is brought home step by step, as the procedure says. */
const HOME: readonly (readonly [waitMs: number, line: string])[] = [
  [0, 'fault nic A1 PUBLIC cut'],
  [0, 'fault nic A2 PUBLIC cut'],
  [0, 'fault site first on'],
  [60_000, '@A1 cluster group Application /offline'],
  [0, '@B1 fcc failback 172.16.12.35'],
  [0, '@B2 fcc failback 172.16.12.35'],
  [10_000, 'fault nic A1 PUBLIC restore'],
  [0, 'fault nic A2 PUBLIC restore'],
  [0, '@A1 cluster group "Cluster Group" /online'],
  [0, '@A1 cluster resource "Disk for Application" /online'],
  [0, '@A1 cluster resource "IP Address for Application" /online'],
  [0, '@B1 fcc answer 172.16.12.35 continue'],
  [0, '@B2 fcc answer 172.16.12.35 continue'],
];

/** The site is lost while orders come in, SECOND stands in, and somebody brings the work home, well or badly. */
export function arcLines(draw: Draw): PlannedLine[] {
  const at = (waitMs: number, line: string): PlannedLine => ({ waitMs, line });
  return [
    at(0, `client rate ${String(2 + draw(8))}`),
    at(0, 'client start'),
    at(2000 + draw(8000), `fault link replication rate ${String([24, 64, 200, 1544][draw(4)])}`),
    at(0, `fault link replication latency ${String(draw(900))}`),
    at(0, `fault link replication loss ${String(draw(31))}`),
    ...(draw(3) === 0 ? [at(0, '@A1 dt transmit pause 1')] : []),
    ...(draw(3) === 0 ? [at(draw(500), 'fault power B1 off')] : []),
    at(1000 + draw(10_000), 'fault site first off'),
    at(40_000 + draw(8000), 'fault clear 1'),
    at(0, 'fault link replication loss 0'),
    at(0, 'fault link replication rate 10000'),
    ...workOnSecond(draw).map((line) => at(draw(2000), line)),
    at(draw(5000), 'client stop'),
    ...HOME.map(([waitMs, line]) => at(waitMs, line)),
    ...bringHome(draw).map(([waitMs, line]) => at(waitMs, line)),
    at(8000, '@A1 cluster group Application /online'),
  ];
}

function workOnSecond(draw: Draw): string[] {
  const all = [
    'write S:\\Docs\\holidays.txt changed at 5000',
    'fill S:\\Docs\\new.bin 9000 4',
    'truncate S:\\Docs\\staff.mdb 5000',
    'attrib S:\\Docs\\suppliers.mdb +h',
    'del S:\\Docs\\minutes-june.doc',
    'move S:\\Docs\\minutes-july.doc S:\\Docs\\July.doc',
    'write S:\\postback.bat "rem not of the set"',
  ];
  return all.filter(() => draw(2) === 0).map((line) => `@B1 ${line}`);
}

const OPTIONS = ['', ' checksum off', ' orphans delete', ' orphans move', ' overwrite newer'];

/** Mostly as it should be; else the wrong way round, stopped in the middle, or not at all. */
function bringHome(draw: Draw): (readonly [number, string])[] {
  const options = OPTIONS[draw(OPTIONS.length)] ?? '';
  const right = `@B1 dt restore AppData source A1 from B1 to A1${options}`;
  switch (draw(6)) {
    case 0:
      return [[0, '@A1 dt restore AppData source A1 from A1 to B1']];
    case 1:
      return [
        [0, right],
        [draw(200), '@B1 dt restore stop 1'],
        [0, right],
      ];
    case 2:
      return [];
    case 3:
      return [
        [0, right],
        [draw(200), 'fault link replication cut'],
        [6000, 'fault link replication restore'],
      ];
    default:
      return [[0, right]];
  }
}

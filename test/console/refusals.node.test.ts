import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestOf, eventsOf, keptLines, nowMs, type Lab } from '../../workers/core/lab.ts';
import type { ScenarioName } from '../../workers/core/run.ts';
import { openLab, play, runLine } from '../support/run-lines.ts';
import { groupIn, resourceIn } from '../support/lab-views.ts';

/** A line, the exit code that it ends with (null: any but 0), and what its text names. */
type Row = readonly [line: string, exitCode: number | null, ...words: string[]];

/** Everything by which a refused line could leave a trace. */
function traces(lab: Lab): unknown {
  return [digestOf(lab), eventsOf(lab).length, keptLines(lab).length, nowMs(lab)];
}

function refuses(world: string, scenario: ScenarioName, setup: string[], rows: Row[]): void {
  describe(`${world}, a line is refused at once and leaves no trace`, () => {
    const lab = openLab({ scenario });
    play(lab, ...setup);
    for (const [line, exitCode, ...words] of rows) {
      it(`${line} → ${String(exitCode ?? 'not 0')}`, () => {
        const before = traces(lab);
        const result = runLine(lab, line);
        if (exitCode === null) assert.notEqual(result.exitCode, 0);
        else assert.equal(result.exitCode, exitCode, result.output);
        assert.equal(result.changed, false);
        for (const word of words) assert.ok(result.output.includes(word), result.output);
        assert.deepEqual(traces(lab), before);
      });
    }
  });
}

refuses(
  'in a protected pair',
  'protected',
  [],
  [
    ['frobnicate the disk', null, 'frobnicate', 'cluster', 'dt', 'fcc', 'lab'],
    ['cluster frobnicate x y', null, 'frobnicate'],
    ['dt frobnicate', null, 'frobnicate'],
    ['lab frobnicate', null, 'frobnicate'],
    ['fault frobnicate', null, 'frobnicate'],
    ['@C1 dir C:\\', null, 'C1', 'A1', 'B2'],
    ['@A1 fault power C1 off', null, 'C1', 'A1', 'B2'],
    ['fault nic A1 WAN cut', 87, 'WAN', 'PUBLIC', 'PRIVATE'],
    ['fault site third off', 87, 'third', 'first', 'second'],
    ['fault link replication rate fast', 87, 'fast'],
    ['fault link replication loss 101', 87, '101', '100'],
    ['ping 172.16.12', 87, '172.16.12', 'IPv4'],
    ['client rate 5001', 87, '5001', '5000'],
    ['client rate 2.5', 87, '2.5'],
    ['client rate -1', 87, '-1'],
    ['client rate', 87],
    ['client start now', 87, 'now', 'nothing more'],
    ['fault power A1 off now', 87, 'now', 'nothing more'],
    ['lab run 1s 2s', 87, '2s', 'nothing more'],
    ['lab run 5', 87, '"5"', 's'],
    ['lab run -5s', 87, '-5s'],
    ['lab run 1.5s', 87, '1.5s'],
    ['lab run', 87],
    ['type X:\\a.txt', 3, 'X:'],
    ['type S:\\none.txt', 2, 'S:\\none.txt'],
    ['del S:\\none.txt', 2, 'S:\\none.txt'],
    ['run S:\\none.bat', 2, 'S:\\none.bat'],
    ['@A2 type S:\\Docs\\staff.mdb', 3, 'S:'],
    ['@A1 fill S:\\big.bin 1x', 87, '1x'],
    ['fill S:\\big.bin -1', 87, '-1'],
    ['write S:\\a.txt x at end', 87, 'end'],
    ['fill S:\\big.bin 16777217', 112, 'S:', '16777217'],
    ['write S:\\a.txt x at 16777217', 112, 'S:'],
    ['cluster group Web', 5013, 'Web'],
    ['cluster group Web /online', 5013, 'Web'],
    ['cluster resource Site', 5007, 'Site'],
    ['cluster resource Site /offline', 5007, 'Site'],
    ['cluster node C1', 5042, 'C1'],
    ['cluster group Application /moveto:C1', 5042, 'C1'],
    ['cluster group Application /moveto:B1', null, 'B1'],
    ['cluster group application /create', 5010, 'pplication'],
    ['cluster resource Site /create /group:Application /type:"Magic Lamp"', 5078, 'Magic Lamp'],
    ['cluster resource Site /create /group:Web /type:"IP Address"', 5013, 'Web'],
    ['cluster resource Site /create /group:Application', 87, '/TYPE'],
    ['cluster resource "NAME FOR application" /create /group:Application /type:"IP Address"', 5010],
    ['cluster resource "Disk for Application" /adddep:Site', null, 'Site'],
    [
      'cluster resource "Name for Application" /adddep:"IP Address for Application"',
      5003,
      'IP Address for Application',
    ],
    [
      'cluster resource "Disk for Application" /removedep:"IP Address for Application"',
      5002,
      'IP Address for Application',
    ],
    [
      'cluster resource "Disk for Application" /adddep:"IP Address for Application"',
      5019,
      'Disk for Application',
    ],
    ['cluster resource "IP Address for Application" /delete', 5001, 'IP Address for Application'],
    ['cluster resource "Disk Q:" /offline', 5020],
    ['cluster resource "Disk Q:" /adddep:"Cluster Name"', 5069],
    ['cluster resource "Disk Q:" /delete', 5068],
    ['cluster resource "Disk for Application" /addowner:A1', 5010, 'A1'],
    ['cluster resource "Disk for Application" /addowner:B1', 5042, 'B1'],
    ['cluster group Application /frobnicate', 87, '/frobnicate'],
    ['cluster resource "Disk for Application" /priv Colour=red', 87, 'Colour', 'Drive'],
    ['cluster resource "Disk for Application" /prop RestartAction=3', 87, '3', 'RestartAction'],
    ['cluster resource "IP Address for Application" /priv Address=1.2.3.256', 87, '1.2.3.256'],
    ['cluster resource "IP Address for Application" /priv SubnetMask=255.0.1', 87, '255.0.1'],
    ['cluster resource "Name for Application" /priv Name=ABCDEFGHIJKLMNOP', 87, '15'],
    ['cluster /cluster:CLUS-Z group', null, 'CLUS-Z'],
    ['@B1 cluster resource "IP Address for Application" /fail', 5004, 'IP Address for Application'],
    ['@A1 dt install', null, 'A1'],
    ['dt set Colour red', 87, 'Colour', 'AutoReconnect'],
    ['dt set QmemoryBufferMax 0', 87, '0', '1'],
    ['dt set QmemoryBufferMax much', 87, 'much'],
    ['dt repset show Nothing', null, 'Nothing'],
    ['dt repset create AppData', null, 'AppData'],
    ['dt repset rule AppData add S:\\x perhaps', 87, 'perhaps', 'include', 'exclude'],
    ['dt repset rule AppData remove S:\\x', null, 'S:\\x'],
    ['dt repset rule AppData add', 87],
    ['dt disconnect 9', null, '9'],
    ['dt connect Nothing 172.16.12.47', null, 'Nothing'],
    ['@B1 fcc add 172.16.12.35', 87, 'Name is required'],
    ['fcc add 172.16.12.99 OTHER interval 0', 87, '0', '3600'],
    ['fcc add 172.16.12.99 OTHER interval 3601', 87, '3601', '3600'],
    ['fcc add 172.16.12.99 OTHER missed 0', 87, '0', '100'],
    ['fcc add 172.16.12.99 OTHER missed 101', 87, '101', '100'],
    ['fcc add 172.16.12.99 OTHER trigger some', 87, 'some', 'all', 'one'],
    ['fcc add 172.16.12.99 OTHER items ip,printers', 87, 'printers'],
    ['fcc add 172.16.12.300 OTHER', 87, '172.16.12.300'],
    ['fcc set 172.16.12.99 missed 5', null, '172.16.12.99'],
    ['fcc check 172.16.12.99', null, '172.16.12.99'],
    ['fcc failback 172.16.12.35', null, 'APPSRV'],
    ['fcc answer 172.16.12.35 continue', null],
    ['fcc answer 172.16.12.35 perhaps', 87, 'perhaps', 'continue', 'stop'],
    ['host A1 os w98', 87, 'w98', 'w2kas'],
  ],
);

refuses(
  'in a bare pair',
  'bare',
  [
    'cluster group Web /create',
    'cluster resource Name /create /group:Web /type:"Network Name"',
    'cluster resource Name /priv Name=WEB',
    'cluster resource Address /create /group:Web /type:"IP Address"',
    'cluster resource Address /priv Address=172.16.12.60 SubnetMask=255.255.255.0 Network=PUBLIC',
    'cluster resource Address /removeowner:A1',
  ],
  [
    ['cluster resource Name /online', 5002, 'Name', 'IP Address'],
    ['cluster resource Address /online', 5071, 'Address', 'A1'],
    ['cluster resource Name /adddep:Name', null, 'Name'],
    ['cluster resource C /create /group:Web /type:"Double-Take Source Connection"', 5078],
    ['dt connections', null, 'Double-Take', 'A1'],
    ['dt repset list', null, 'Double-Take', 'A1'],
    ['fcc status', null, 'Double-Take', 'A1'],
    ['dir S:\\', 3, 'S:'],
  ],
);

refuses(
  'on machines that Double-Take was not made for',
  'bare',
  ['host A1 os w2kpro', 'host A2 role controller', 'host B1 licence off', 'host B2 os nt4sp3'],
  [
    ['@A1 dt install /transactional', 87, 'A1'],
    ['@A2 dt install /transactional', 87, 'A2'],
    ['@B1 dt install /transactional', 87, 'B1', 'licen'],
    ['@B2 dt install /transactional', 87, 'B2'],
  ],
);

refuses(
  'across two domains',
  'protected',
  ['host A1 domain ELSEWHERE'],
  [
    ['@B1 fcc add A1 OTHER', 5, 'ELSEWHERE'],
    ['@B1 fcc add 172.16.12.31 OTHER', 5, 'ELSEWHERE'],
  ],
);

refuses(
  'on a node without power',
  'protected',
  ['fault power A2 off', '@A2'],
  [
    ['cluster group', 1722, 'A2'],
    ['dt connections', 1722, 'A2'],
    ['fcc status', 1722, 'A2'],
    ['dir C:\\', 1722, 'A2'],
    ['write C:\\a.txt x', 1722, 'A2'],
    ['ping 172.16.12.35', 1722, 'A2'],
  ],
);

describe('a resource whose required properties were never given', () => {
  for (const type of ['IP Address', 'Physical Disk']) {
    it(`does not come online: ${type}`, () => {
      const lab = openLab({ scenario: 'bare' });
      play(
        lab,
        'cluster group Web /create',
        `cluster resource Blank /create /group:Web /type:"${type}"`,
      );
      assert.notEqual(runLine(lab, 'cluster resource Blank /online').exitCode, 0);
      assert.notEqual(resourceIn(lab, 'first', 'Blank').state, 'Online');
    });
  }
});

describe('a line that is accepted and fails later', () => {
  it('ends with 5057 when the address is answered by another machine', () => {
    const lab = openLab({ scenario: 'bare' });
    play(
      lab,
      'cluster group Web /create',
      'cluster resource Address /create /group:Web /type:"IP Address"',
      'cluster resource Address /priv Address=172.16.12.41 SubnetMask=255.255.255.0 Network=PUBLIC',
    );
    const result = runLine(lab, 'cluster resource Address /online');
    assert.equal(result.exitCode, 5057, result.output);
    assert.equal(result.changed, true);
    assert.notEqual(resourceIn(lab, 'first', 'Address').state, 'Online');
  });

  it('ends with 5057 for an address of a card of the same node', () => {
    const lab = openLab({ scenario: 'bare' });
    play(
      lab,
      'cluster group Web /create',
      'cluster resource Address /create /group:Web /type:"IP Address"',
      'cluster resource Address /priv Address=172.16.12.31 SubnetMask=255.255.255.0 Network=PUBLIC',
    );
    assert.equal(runLine(lab, 'cluster group Web /online').exitCode, 5057);
  });

  it('says Pending and ends with 0 when its wait is over first', () => {
    const lab = openLab({ scenario: 'first-built' });
    const startMs = nowMs(lab);
    const result = runLine(lab, 'cluster group Application /online /wait:1');
    assert.equal(result.exitCode, 0, result.output);
    assert.match(result.output, /Pending/);
    assert.equal(nowMs(lab) - startMs, 1000);
    assert.equal(groupIn(lab, 'first', 'Application').state, 'Pending');
  });
});

describe('every line of the command language', () => {
  const lines = [
    'dt verify 1',
    'dt verify 1 remirror newer checksum',
    'dt orphans 172.16.12.47 report',
    'dt limit 172.16.12.47 256',
    'dt limit 172.16.12.47 none',
    'dt compression 172.16.12.47 on',
    'dt replication stop 1',
    'dt transmit pause 1',
    'dt mirror start 1 differences',
    'fault service A2 dt stop',
    'fault resource "Disk for Application" on A2',
    'fault disk first S: stall',
    'fault clear all',
    'lab alarms',
    'lab compare AppData',
    'dt restore AppData source A1 from B1 to A1',
  ];
  for (const line of lines) {
    it(`is carried out, or says plainly that it is not built and changes nothing: ${line}`, () => {
      const lab = openLab();
      play(lab, '@A1');
      const before = traces(lab);
      const result = runLine(lab, line);
      if (result.exitCode === 120) {
        assert.match(result.output, /not built yet/);
        assert.deepEqual(traces(lab), before);
      } else {
        assert.equal(result.exitCode, 0, result.output);
      }
    });
  }
});

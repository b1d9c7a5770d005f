import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openLab, play, runLine } from '../support/run-lines.ts';

const NODE_HEADING = [
  'Node           Node ID Status',
  '-------------- ------- ---------------------',
];
const GROUP_HEADING = [
  'Group                Node            Status',
  '-------------------- --------------- ------',
];
const RESOURCE_HEADING = [
  'Resource             Group                Node            Status',
  '-------------------- -------------------- --------------- ------',
];

const lab = openLab({ scenario: 'protected' });

function shown(line: string): string[] {
  const { exitCode, output } = runLine(lab, line);
  assert.equal(exitCode, 0, output);
  return output.split('\n').map((row) => row.trimEnd());
}

describe('cluster.exe lists', () => {
  it('nodes with their numbers', () => {
    assert.deepEqual(shown('@A1 cluster node'), [
      'Listing status for all available nodes:',
      '',
      ...NODE_HEADING,
      'A1                   1 Up',
      'A2                   2 Up',
    ]);
  });

  it('groups with their owners', () => {
    assert.deepEqual(shown('@B1 cluster group'), [
      'Listing status for all available resource groups:',
      '',
      ...GROUP_HEADING,
      'Cluster Group        B1              Online',
      'Application          B1              Partially Online',
    ]);
  });

  it('resources, a long name pushing its row to the right uncut', () => {
    assert.deepEqual(shown('@B1 cluster resource'), [
      'Listing status for all available resources:',
      '',
      ...RESOURCE_HEADING,
      'Cluster IP Address   Cluster Group        B1              Online',
      'Cluster Name         Cluster Group        B1              Online',
      'Disk Q:              Cluster Group        B1              Online',
      'IP Address for Application Application          B1              Offline',
      'Name for Application Application          B1              Offline',
      'Disk for Application Application          B1              Online',
      'IP Address for Double-Take Application          B1              Online',
    ]);
  });

  it('the same with /STATUS, its short form, and the cluster named', () => {
    const groups = shown('@A1 cluster group');
    assert.deepEqual(shown('cluster group /status'), groups);
    assert.deepEqual(shown('cluster group /stat'), groups);
    assert.deepEqual(shown('cluster CLUS-A group'), groups);
    assert.deepEqual(shown('@B2 cluster /cluster:CLUS-A group'), groups);
  });

  it('one object as a table of one row', () => {
    assert.deepEqual(shown('@A1 cluster resource "Disk for Application"').slice(-3), [
      ...RESOURCE_HEADING,
      'Disk for Application Application          A1              Online',
    ]);
    assert.deepEqual(shown('cluster group Application').slice(-3), [
      ...GROUP_HEADING,
      'Application          A1              Online',
    ]);
    assert.deepEqual(shown('cluster node A2').slice(-3), [
      ...NODE_HEADING,
      'A2                   2 Up',
    ]);
  });
});

describe('an action of cluster.exe', () => {
  const cases: readonly (readonly [line: string, row: string, kind: 'group' | 'resource'])[] = [
    ['cluster group Web /create', 'Web                  A1              Offline', 'group'],
    [
      'cluster resource Site /create /group:Web /type:"Generic Application"',
      'Site                 Web                  A1              Offline',
      'resource',
    ],
    [
      'cluster resource Site /online',
      'Site                 Web                  A1              Online',
      'resource',
    ],
    [
      'cluster resource Site /fail',
      'Site                 Web                  A1              Failed',
      'resource',
    ],
    [
      'cluster resource Site /offline',
      'Site                 Web                  A1              Offline',
      'resource',
    ],
    ['cluster group Web /online', 'Web                  A1              Online', 'group'],
    ['cluster group Web /moveto:A2', 'Web                  A2              Online', 'group'],
    ['cluster group Web /offline', 'Web                  A2              Offline', 'group'],
  ];
  for (const [line, row, kind] of cases) {
    it(`prints a line of progress, then one row with the new state: ${line}`, () => {
      play(lab, '@A1 cluster resource "Disk Q:"');
      const rows = shown(line);
      const heading = kind === 'group' ? GROUP_HEADING : RESOURCE_HEADING;
      assert.deepEqual(rows.slice(-3), [...heading, row]);
      assert.match(rows[0] ?? '', /^[A-Z].*[.:]$/);
      assert.notEqual(rows[0], heading[0]);
    });
  }

  it('shows what is pending when it does not wait', () => {
    const rows = shown('cluster group Web /online /wait:0');
    assert.equal(rows.at(-1), 'Web                  A2              Pending');
  });
});

describe('a refusal of cluster.exe', () => {
  const cases: readonly (readonly [line: string, exitCode: number])[] = [
    ['cluster group Nothing', 5013],
    ['cluster resource Nothing', 5007],
    ['cluster node C1', 5042],
    ['cluster group Application /frobnicate', 87],
    ['cluster /cluster:CLUS-Z group', 1722],
  ];
  for (const [line, exitCode] of cases) {
    it(`gives the number in both notations, then the message: ${line}`, () => {
      play(lab, '@A1 cluster node');
      const result = runLine(lab, line);
      assert.equal(result.exitCode, exitCode);
      const [first, message] = result.output.split('\n');
      const hex = exitCode.toString(16).padStart(8, '0');
      assert.equal(
        first?.toLowerCase(),
        `system error ${String(exitCode)} has occurred (0x${hex}).`,
      );
      assert.match(message ?? '', /\S/);
    });
  }
});

describe('properties of cluster.exe', () => {
  it('take a type behind a value, and no drive letter for one', () => {
    play(lab, '@A1 cluster resource Site /offline');
    play(
      lab,
      'cluster resource Site /prop RestartThreshold=5:DWORD',
      'cluster group Web /offline',
      'cluster resource Spare /create /group:Web /type:"Physical Disk"',
      'cluster resource Spare /priv Drive=S:',
    );
    assert.match(shown('cluster resource Site /prop').join('\n'), /RestartThreshold\s+5$/m);
    assert.match(shown('cluster resource Spare /priv').join('\n'), /Drive\s+S:$/m);
  });

  it('have the defaults of the product', () => {
    play(lab, 'cluster resource Fresh /create /group:Web /type:"Generic Application"');
    const rows = shown('cluster resource Fresh /prop').join('\n');
    for (const [name, value] of [
      ['PersistentState', '0'],
      ['SeparateMonitor', '0'],
      ['LooksAlivePollInterval', '5000'],
      ['IsAlivePollInterval', '60000'],
      ['PendingTimeout', '180000'],
      ['RestartAction', '2'],
      ['RestartThreshold', '3'],
      ['RestartPeriod', '900000'],
    ] as const) {
      assert.match(rows, new RegExp(`\\b${name}\\s+${value}$`, 'm'));
    }
    const group = shown('cluster group Web /prop').join('\n');
    for (const [name, value] of [
      ['FailoverThreshold', '10'],
      ['FailoverPeriod', '6'],
      ['AutoFailbackType', '0'],
      ['FailbackWindowStart', '-1'],
      ['FailbackWindowEnd', '-1'],
    ] as const) {
      assert.match(group, new RegExp(`\\b${name}\\s+${value}$`, 'm'));
    }
  });

  it('never show a password again', () => {
    play(
      lab,
      '@A1 cluster resource Link /create /group:Web /type:"Double-Take Source Connection"',
      'cluster resource Link /priv Password=hunter2 UserName=ann',
    );
    const rows = shown('cluster resource Link /priv').join('\n');
    assert.match(rows, /Password\s+\*{8}$/m);
    assert.match(rows, /UserName\s+ann$/m);
    assert.doesNotMatch(rows, /hunter2/);
  });

  it('stored on a resource that is online say that they take effect later', () => {
    const { exitCode, output } = runLine(
      lab,
      '@B1 cluster resource "IP Address for Double-Take" /priv SubnetMask=255.255.255.0',
    );
    assert.equal(exitCode, 0);
    assert.match(output, /5024/);
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { procedureSteps } from '../support/procedure.ts';

/** Steps by chapter as the procedure counts them; VB-4 and FB-8b are the lab's own. */
const STEP_IDS: Readonly<Record<string, string>> = {
  '8.1': 'R1 R2 R3 R4',
  '8.2':
    'VS-1a VS-1b VS-1c VS-1d VS-1e VS-2a VS-2b VS-2c VS-2d VS-2e VS-2f VS-2g VS-3a VS-3b VS-3c VS-3d VS-3e VS-3f ' +
    'VS-3g VS-4a VS-4b VS-4c VS-4d VS-4e VS-4f VS-4g VS-5',
  '8.3': 'DTA-1 DTA-2a DTA-2b DTA-2c DTA-2d DTA-2e DTA-3',
  '8.4':
    'RS-1 RS-2 RS-3 RS-4 RS-5 RS-6 RS-7 RS-8 RS-9 RS-10 RS-11 RS-12 RS-13 RS-14 RS-15 RS-16 RS-17',
  '8.5': 'SC-1 SC-2 SC-3 SC-4 SC-5 SC-6 SC-7 SC-8',
  '8.6': 'VB-1 VB-2 VB-3 VB-4',
  '8.7': 'DTB-1 DTB-2a DTB-2b DTB-2c DTB-2d DTB-2e DTB-3',
  '8.8': 'SCR-1a SCR-1b SCR-1c SCR-2a SCR-2b SCR-2c',
  '8.9': 'ON-1 ON-2a ON-2b ON-2c ON-2d ON-2e ON-2f ON-2g ON-2h ON-2i ON-2j ON-2k ON-2l ON-2m ON-3',
  '8.10': 'MON-1 MON-2 MON-3 MON-4 MON-5 MON-6',
  '8.11':
    'FB-1 FB-2 FB-3 FB-4 FB-5 FB-6 FB-7 FB-8 FB-8b FB-9 FB-10 FB-11a FB-11b FB-11c FB-11d FB-12 FB-13 FB-14',
};

describe('the whole procedure as one file of lines', () => {
  it('names every step, once', () => {
    const named = procedureSteps().map(({ id }) => id);
    assert.deepEqual(
      [...named].sort(),
      Object.values(STEP_IDS)
        .flatMap((ids) => ids.split(' '))
        .sort(),
    );
  });

  it('goes chapter by chapter', () => {
    const chapters = procedureSteps().map(({ id }) => id.replace(/-?\d.*$/, ''));
    const order = chapters.filter((chapter, index) => chapter !== chapters[index - 1]);
    assert.deepEqual(order, 'R VS DTA RS SC VB DTB SCR ON MON FB'.split(' '));
  });

  it('runs headless from bare clusters to the way home without a refusal, and both disks agree at the end', () => {
    const file = fileURLToPath(new URL('whole-procedure.lab.txt', import.meta.url));
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const output = execFileSync(
      process.execPath,
      ['--import', 'tsx', 'workers/headless.ts', file, '--scenario', 'bare'],
      { cwd: root, encoding: 'utf8' },
    );
    assert.equal(output.match(/Reply from 172\.16\.12\.35 \(A1\)/g)?.length, 2);
    assert.equal(output.match(/^equal$/gm)?.length, 2, 'before the group is online and after');
  });
});

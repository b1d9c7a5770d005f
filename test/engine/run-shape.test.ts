import { expect } from '@open-wc/testing';
import type { Run } from '../../workers/api.ts';
import { createReferenceKernel } from '../../workers/reference-kernel.ts';
import { checkRun, encodeFile } from '../../workers/run-shape.ts';
import { noiseBytes } from '../support/test-bytes.ts';

const kernel = createReferenceKernel({ diskBlocks: [1], queueBytes: [] });
const hashOf = (bytes: Uint8Array) => kernel.hashBytes(bytes);
const run: Run = {
  lab: 1,
  scenario: 'protected',
  seed: 2001,
  diskMiB: 16,
  endMs: 80_000,
  lines: [[12_000, 'A1', 'fault site first off']],
  files: {},
};

function refusalOf(given: unknown): string {
  try {
    checkRun(given, hashOf);
  } catch (error) {
    if (error instanceof Error && error.name === 'LabRefusal') return error.message;
    throw error;
  }
  return 'accepted';
}

describe('A run from outside', () => {
  it('is taken as it is when it has its shape', () => {
    expect(checkRun(run, hashOf).run).to.deep.equal(run);
  });

  it('brings its files back byte for byte', () => {
    const bytes = noiseBytes(100_001, 7);
    const name = hashOf(bytes).toString(16).padStart(16, '0');
    const { files } = checkRun({ ...run, files: { [name]: encodeFile(bytes) } }, hashOf);
    expect(files).to.deep.equal([bytes]);
  });

  it('is refused with its own text when a newer version made it', () => {
    expect(refusalOf({ ...run, lab: 2 })).to.match(
      /newer Failover Lab \(format 2; this one reads 1\)/,
    );
  });

  const wrong: [name: string, given: unknown, text: RegExp][] = [
    ['nothing', null, /the run itself: .*Expected Object/],
    ['a text', 'run', /Expected Object/],
    ['no format', { ...run, lab: undefined }, /lab: .*Expected 1/],
    ['an unknown scenario', { ...run, scenario: 'moon' }, /scenario: .*"bare"/],
    ['a seed with a fraction', { ...run, seed: 1.5 }, /seed: /],
    ['disks that are too large', { ...run, diskMiB: 257 }, /diskMiB: .*<=256/],
    ['a moment before 0', { ...run, endMs: -1 }, /endMs: .*>=0/],
    ['a field of its own', { ...run, more: 1 }, /more: /],
    ['a prototype', JSON.parse('{"lab": 1, "__proto__": {}}'), /__proto__: Expected no field/],
    ['a prototype of files', { ...run, files: { constructor: 'AAAA' } }, /constructor: /],
    ['a line that is no line', { ...run, lines: [[1, 'A1']] }, /lines\.0\.2: /],
    [
      'a line that is too long',
      { ...run, lines: [[1, 'A1', 'x'.repeat(70_000)]] },
      /lines\.0\.2: /,
    ],
    [
      'times that fall',
      {
        ...run,
        lines: [
          [2, 'A1', 'client start'],
          [1, 'A1', 'client stop'],
        ],
      },
      /lines: Expected times that never fall/,
    ],
    ['a file without a hash', { ...run, files: { readme: '' } }, /files\.readme: Expected 16 hex/],
    ['a file that is no base64', { ...run, files: { ['0'.repeat(16)]: '%' } }, /Expected base64/],
    ['a file of another hash', { ...run, files: { ['0'.repeat(16)]: 'AAAA' } }, /have the hash/],
  ];
  for (const [name, given, text] of wrong) {
    it(`is refused, naming the place, when it holds ${name}`, () => {
      expect(refusalOf(given)).to.match(text);
    });
  }
});

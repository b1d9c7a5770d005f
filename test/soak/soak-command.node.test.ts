import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { text } from 'node:stream/consumers';

const ROOT = new URL('../../', import.meta.url);

/** Runs the command as a person would. */
async function soak(...words: string[]): Promise<{ status: number; output: string }> {
  const child = spawn('npm', ['run', '--silent', 'soak', '--', ...words], { cwd: ROOT });
  const closed = once(child, 'close') as Promise<[status: number | null]>;
  const [output, [status]] = await Promise.all([text(child.stdout), closed]);
  return { status: status ?? -1, output };
}

describe('the soak command', () => {
  it('finds nothing broken in 500 seeds, and says how many it played', async () => {
    const { status, output } = await soak('--seeds', '500');
    assert.equal(status, 0, output);
    assert.match(output, /^500 seeds hold/m);
  });

  it('takes whole numbers only', async () => {
    assert.equal((await soak('--seeds', 'many')).status, 2);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { snapshotOf } from '../../workers/core/lab.ts';
import { assertRefused } from '../support/jobs.ts';
import { openLab, play } from '../support/run-lines.ts';

describe('a line of the data plane is refused, with a text and without a trace,', () => {
  const lab = openLab({ diskMiB: 4 });
  play(lab, '@A1 dt repset create Mine');

  it('for a rule whose path cannot be', () => {
    for (const path of [
      '""',
      'S:',
      'S',
      'Docs',
      '\\Docs',
      'SS:\\Docs',
      '1:\\Docs',
      '"\\\\\\\\server\\\\share"',
      'S:\\..\\Docs',
      'S:\\.\\Docs',
      'S:\\\\Docs',
      'S:/Docs',
      'S:\\Docs\\a|b',
      'S:\\Docs\\a<b',
      'S:\\Docs\\a:b',
      '"S:\\Docs\\a\\"b"',
      'S:\\*\\Docs',
      'S:\\Do?s\\a.txt',
      'S:\\Docs\\a\tb',
      `S:\\${'a'.repeat(260)}`,
    ]) {
      assertRefused(lab, `@A1 dt repset rule Mine add ${path} include`);
    }
  });

  it('for words that a rule does not have', () => {
    for (const words of [
      'Mine add S:\\',
      'Mine add S:\\ inc',
      'Mine add S:\\ include rec',
      'Mine add S:\\ include recurse more',
      'Mine add',
      'Mine remove',
      'Mine remove S:\\',
      'Mine change S:\\ include',
    ]) {
      assertRefused(lab, `@A1 dt repset rule ${words}`);
    }
  });

  it('for a set that is not there: upper and lower case count', () => {
    for (const name of ['Nope', 'appdata', '__proto__', '""']) {
      for (const line of [
        `dt repset delete ${name}`,
        `dt repset save ${name}`,
        `dt repset show ${name}`,
        `dt repset preview ${name}`,
        `dt repset rename ${name} Other`,
        `dt repset rule ${name} add S:\\ include`,
        `dt connect ${name} 172.16.12.47`,
        `lab compare ${name}`,
      ]) {
        assertRefused(lab, `@A1 ${line}`);
      }
    }
  });

  it('for a target that does not answer, or has no Double-Take, or is this node', () => {
    for (const address of [
      '172.16.12.99',
      '172.16.12.256',
      '1.2.3',
      'nowhere',
      '10.0.2.1',
      '172.16.12.31',
      '172.16.12.35',
      '""',
    ]) {
      assertRefused(lab, `@A1 dt connect AppData ${address}`);
    }
    const parted = openLab({ diskMiB: 4 });
    play(parted, 'fault link replication cut');
    assertRefused(parted, '@A1 dt connect AppData 172.16.12.47');
    play(parted, 'fault clear all', 'fault service B1 dt stop');
    assertRefused(parted, '@A1 dt connect AppData 172.16.12.47');
  });

  it('for a connection that is not there', () => {
    for (const id of ['0', '2', '-1', '1.5', 'x', '', '99999999999999999999']) {
      for (const line of [
        `dt disconnect ${id}`,
        `dt statistics ${id}`,
        `dt mirror start ${id}`,
        `dt mirror stop ${id}`,
        `dt mirror pause ${id}`,
        `dt mirror resume ${id}`,
        `dt replication stop ${id}`,
        `dt transmit pause ${id}`,
        `dt verify ${id}`,
      ]) {
        assertRefused(lab, `@A1 ${line}`);
      }
    }
  });

  it('for a limit or a compression that cannot be', () => {
    for (const words of [
      'limit 172.16.12.47',
      'limit 172.16.12.47 0x10',
      'limit 172.16.12.47 -5',
      'limit 172.16.12.47 1.5',
      'limit 172.16.12.47 100 from 25:00 to 26:00',
      'limit 172.16.12.47 100 from 08:60 to 09:00',
      'limit 172.16.12.47 100 from 08:00',
      'limit 172.16.12.47 100 to 08:00',
      'limit nowhere 100',
      'compression 172.16.12.47',
      'compression 172.16.12.47 yes',
      'compression nowhere on',
    ]) {
      assertRefused(lab, `@A1 dt ${words}`);
    }
  });

  it('and the pair goes on as if nobody had typed', () => {
    const [connection] = snapshotOf(lab).connections;
    assert.deepEqual([connection?.transmitMode, connection?.dataState], ['Started', 'Good']);
  });
});

import { expect } from '@open-wc/testing';

import { labChartsStyles } from '../../web/charts/lab-charts/lab-charts.styles.ts';
import { addressWireStyles } from '../../web/components/address-wire/address-wire.styles.ts';
import { dataWireStyles } from '../../web/components/data-wire/data-wire.styles.ts';
import { LabTimeRing } from '../../web/components/time-ring/time-ring.ts';
import { pageTokens, tokens } from '../../web/styles/tokens.ts';

/** What only separates, tints or fills within an edge: no meaning rests on it alone. */
const QUIET = /^--(?:line-[12]|surface-\w+|plate-ink|[\w-]+-soft|state-caution-fill)$/;

/** Drawings with the grounds that they stand on. */
const DRAWINGS = [
  { name: 'charts', css: cssOf(labChartsStyles), on: ['--surface-panel', '--surface-page'] },
  { name: 'ring', css: cssOf(LabTimeRing.styles), on: ['--surface-panel'] },
  { name: 'address wire', css: cssOf(addressWireStyles), on: ['--surface-page'] },
  { name: 'data wire', css: cssOf(dataWireStyles), on: ['--surface-page'] },
];
/** Bullets and blocks take their colours from these, on every card. */
const BULLETS = ['state-ok', 'state-caution', 'state-failed', 'state-pending', 'state-off'];
const BLOCKS = ['block-same', 'state-pending', 'state-ok', 'line-3'];

function cssOf(styles: unknown): string {
  return [styles].flat(Infinity).map(String).join('\n');
}

/** Tokens that strokes and fills of a sheet take their colours from. */
function drawnTokens(text: string): string[] {
  const found = [...text.matchAll(/(?:stroke|fill):\s*var\((--[\w-]+)\)/g)];
  return [...new Set(found.map(([, token]) => token ?? ''))];
}

/** Rules without white space and comments, as a browser reads them. */
function read(text: string): string {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map((rule) => rule.cssText.replaceAll(/\s+/g, ' ')).join('\n');
}

async function pageText(): Promise<string> {
  const answer = await fetch(new URL('../../web/styles/tokens.css', import.meta.url));
  return answer.text();
}

/** Value that a token has on an element inside a host with this theme. */
function tokenUnder(theme: string, token: string): string {
  const host = document.createElement('div');
  host.setAttribute('theme', theme);
  document.body.append(host);
  const root = host.attachShadow({ mode: 'open' });
  if (tokens.styleSheet) root.adoptedStyleSheets = [tokens.styleSheet];
  const inside = document.createElement('p');
  root.append(inside);
  const value = getComputedStyle(inside).getPropertyValue(token).trim();
  host.remove();
  return value;
}

describe('tokens', () => {
  it('says the same to a page and to an element', async () => {
    expect(read(await pageText())).to.equal(read(pageTokens.cssText));
    const asHost = read(pageTokens.cssText)
      .replaceAll(/:root((?:\[data-theme="\w+"\])|(?::not\([^{]*\)))?(?=[ ,])/g, (_, condition) =>
        condition === undefined ? ':host' : `:host(${String(condition)})`,
      )
      .replaceAll('data-theme', 'theme');
    expect(read(tokens.cssText)).to.equal(asHost);
  });

  it('keeps the plate the strongest contrast in every theme', () => {
    for (const theme of ['light', 'dark', 'contrast']) {
      const plate = luminance(tokenUnder(theme, '--plate'));
      const ink = luminance(tokenUnder(theme, '--plate-ink'));
      expect(contrast(plate, ink), theme).to.be.greaterThan(12);
    }
  });

  for (const theme of ['light', 'dark', 'contrast']) {
    it(`leaves every word readable on every surface: ${theme}`, () => {
      const words = [
        ...['--ink-1', '--ink-2', '--ink-3', '--accent', '--replication', '--clients'],
        ...['--state-ok', '--state-caution', '--state-failed', '--state-pending', '--state-off'],
        ...['--first-cluster', '--second-cluster'],
      ];
      for (const surface of ['--surface-page', '--surface-panel', '--surface-card']) {
        const ground = luminance(tokenUnder(theme, surface));
        for (const word of words) {
          const ratio = contrast(luminance(tokenUnder(theme, word)), ground);
          expect(ratio, `${word} on ${surface}`).to.be.at.least(4.5);
        }
      }
    });
  }

  for (const theme of ['light', 'dark', 'contrast']) {
    it(`leaves every mark that says something to be seen against its ground: ${theme}`, () => {
      for (const { name, css, on } of DRAWINGS) {
        const marks = drawnTokens(css).filter((token) => !QUIET.test(token));
        expect(marks.length, name).to.be.greaterThan(3);
        for (const ground of on) seen(theme, marks, ground, name);
      }
      const bullets = BULLETS.map((token) => `--${token}`);
      for (const ground of ['--surface-page', '--surface-panel', '--surface-card']) {
        seen(theme, bullets, ground, 'bullets');
      }
      const blocks = BLOCKS.map((token) => `--${token}`);
      seen(theme, blocks, '--surface-card', 'block map');
      const dark = [...BULLETS, ...BLOCKS].map((token) => `--lights-${token}`);
      seen(theme, dark, '--lights-surface-card', 'a site without power');
    });

    it(`leaves marks to be seen within what they are drawn on: ${theme}`, () => {
      seen(theme, ['--caution-mark'], '--state-caution-fill', 'triangle');
      seen(theme, ['--surface-card'], '--state-failed', 'cross in the square');
      seen(theme, ['--surface-card'], '--second-cluster', 'dots of the second');
      seen(theme, ['--state-caution'], '--state-caution-soft', 'hatch of caution');
      seen(theme, ['--replication'], '--replication-soft', 'lag and its area');
      seen(theme, ['--state-failed'], '--state-failed-soft', 'lost order');
    });
  }

  it('leaves words readable on a site without power', () => {
    for (const theme of ['light', 'dark', 'contrast']) {
      const ground = luminance(tokenUnder(theme, '--surface-dark'));
      for (const word of ['ink-1', 'ink-3', 'state-ok', 'state-failed', 'state-pending']) {
        const ratio = contrast(luminance(tokenUnder(theme, `--lights-${word}`)), ground);
        expect(ratio, `${word}, ${theme}`).to.be.at.least(4.5);
      }
    }
  });
});

/** Holds that these marks have the 3 : 1 that a drawing needs. */
function seen(theme: string, marks: readonly string[], ground: string, name: string): void {
  const behind = luminance(tokenUnder(theme, ground));
  for (const mark of marks) {
    const ratio = contrast(luminance(tokenUnder(theme, mark)), behind);
    expect(ratio, `${name}: ${mark} on ${ground}`).to.be.at.least(3);
  }
}

/** Relative luminance of `#rgb` or `#rrggbb`, after WCAG 2. */
function luminance(colour: string): number {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour);
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  const parts = short ? short.slice(1).map((part) => part + part) : long?.slice(1);
  if (!parts) throw new Error(`Expected a hexadecimal colour, found "${colour}".`);
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const value = parseInt(part, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

import { expect } from '@open-wc/testing';

import { pageTokens, tokens } from '../../web/styles/tokens.ts';

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

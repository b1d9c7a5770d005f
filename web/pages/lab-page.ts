import { historyVerb } from '../components/failover-lab/history-keys.ts';
import type { FailoverLab } from '../components/failover-lab/failover-lab.ts';
import type { Theme } from '../components/lab-bar/lab-bar.ts';

/** Where the reader's theme is kept, for all our pages. */
const THEME_KEY = 'failover-lab-theme';

/** What our own pages add to the element: the reader's theme, and keys that work when nothing has the focus. */
export function furnishLabPage(): void {
  const lab = document.querySelector('failover-lab');
  if (lab === null) throw new Error('This page has no <failover-lab>, which it is for.');
  wearTheme(lab, keptTheme());
  lab.addEventListener('lab-theme', (event) => {
    const { theme } = (event as CustomEvent<{ theme: Theme }>).detail;
    wearTheme(lab, theme);
    keepTheme(theme);
  });
  document.addEventListener('keydown', (event) => {
    const verb = event.composedPath()[0] === document.body ? historyVerb(event) : null;
    if (verb !== null) {
      event.preventDefault();
      void lab.execute(`lab ${verb}`);
      return;
    }
    if (event.composedPath()[0] !== document.body || event.defaultPrevented) return;
    if (event.key === '?') lab.dispatchEvent(new KeyboardEvent('keydown', { key: '?' }));
    if (event.key !== ' ' || hasModifier(event)) return;
    event.preventDefault();
    lab.paused = !lab.paused;
  });
}

/** Gives a page without a lab the reader's theme. */
export function wearKeptTheme(): void {
  document.documentElement.dataset['theme'] = keptTheme();
}

function wearTheme(lab: FailoverLab, theme: Theme): void {
  lab.theme = theme;
  document.documentElement.dataset['theme'] = theme;
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

function keptTheme(): Theme {
  try {
    const kept = localStorage.getItem(THEME_KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'auto';
  } catch {
    return 'auto'; // storage may be forbidden; the theme then follows the system
  }
}

function keepTheme(theme: Theme): void {
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Nothing is lost but the wish itself.
  }
}

import { pageTokens } from '../../web/styles/tokens.ts';

/* Gives the page of a test the colours and sizes that the product has: without them contrast and room mean nothing. */
if (pageTokens.styleSheet) document.adoptedStyleSheets.push(pageTokens.styleSheet);
document.documentElement.dataset['theme'] = 'light';
document.body.style.background = 'var(--surface-page)';

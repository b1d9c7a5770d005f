import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { builtPages } from './built-pages.ts';

/** Where the pages lie on their host: nothing in them may think that they are at the root. */
const BASE_PATH = '/some/where/';
const REPORT_PATH = '/policy-report';
/** Also on the host, and no page of ours: the lab is closed while it is shown. */
const BLANK_PATH = '/blank.html';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** What a careful host sends with every file. */
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'";
/** A host that knows nothing of WebAssembly: the browser refuses to compile any. */
const POLICY_WITHOUT_WASM = POLICY.replace(" 'wasm-unsafe-eval'", '');

/** The built pages on a static host. */
export interface Site {
  /** Address of the folder with the pages, with a slash behind. */
  readonly url: string;
  /** Same origin, another page. */
  readonly blankUrl: string;
  /** Paths asked for so far, workers' and the browser's own included. */
  readonly requests: readonly string[];
  /** What the browser reported of breaches of the policy. */
  readonly reports: readonly string[];
  close(): Promise<void>;
}

/** Serves the built pages under a sub-path, at a port of its own. */
export async function openSite({ wasm = true }: { wasm?: boolean } = {}): Promise<Site> {
  const pages = await builtPages();
  const requests: string[] = [];
  const reports: string[] = [];
  const policy = `${wasm ? POLICY : POLICY_WITHOUT_WASM}; report-uri ${REPORT_PATH}`;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === REPORT_PATH) {
      void bodyOf(request).then((text) => {
        reports.push(text);
        response.writeHead(204).end();
      });
      return;
    }
    requests.push(path);
    const isBlank = path === BLANK_PATH;
    const name = path.startsWith(BASE_PATH) ? path.slice(BASE_PATH.length) || 'index.html' : '';
    const bytes = isBlank ? new Uint8Array() : pages.get(name);
    if (bytes === undefined) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not here');
      return;
    }
    response
      .writeHead(200, {
        'Content-Type': TYPES[extname(path)] ?? 'text/html; charset=utf-8',
        'Content-Security-Policy': policy,
        // Not `no-store`: a browser keeps no such page as it was.
        'Cache-Control': 'no-cache',
      })
      .end(bytes);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url: `${origin}${BASE_PATH}`,
    blankUrl: `${origin}${BLANK_PATH}`,
    requests,
    reports,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

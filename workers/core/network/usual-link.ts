/** The link between the sites as it is when nothing is wrong with it: kbit/s, ms one way, lost per cent. */
export const USUAL_LINK = { kbps: 1544, latencyMs: 20, lossPercent: 0 } as const;

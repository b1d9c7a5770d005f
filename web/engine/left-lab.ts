import type { Opened, OpenOptions, SeenLab } from '../../workers/api.ts';

/** A lab that is not open any more, and with what it can be opened again. */
export interface LeftLab {
  readonly options: OpenOptions;
  /** As it was shown last; null when nothing was told of it. */
  readonly seen: Promise<SeenLab | null>;
}

/** Options that open the lab where it was. */
export async function withSeen({ options, seen }: LeftLab): Promise<OpenOptions> {
  const lab = await seen;
  return lab === null ? options : { ...options, seen: lab };
}

/** What there is to say of a lab that was opened again without being asked. */
export function revivedText(options: OpenOptions, opened: Opened): string {
  const { resumed, fromSeen = false, snapshot } = opened;
  const seconds = `${String(snapshot.atMs / 1000)} s`;
  if (fromSeen) {
    return `It was started again. The lab was not saved, so its run was played once more, up to ${seconds}.`;
  }
  if (resumed) {
    return `It was started again, and the lab goes on from what was saved at ${seconds}.`;
  }
  if (options.storage === 'memory') {
    return 'It was started again; the lab lived in memory only, so it begins anew.';
  }
  return 'It was started again; nothing of the lab had been saved, so it begins anew.';
}

import {
  followWindow,
  type TimeWindow,
  type WindowMode,
  wholeRunWindow,
} from '../../charts/time-axis/time-axis.layout.ts';

/** The stretch of time that the charts and the scrubber share. */
export class ChartWindow {
  mode: WindowMode = 'follow';
  shown: TimeWindow = followWindow(null, 0);

  /** Moves on to a moment. */
  follow(nowMs: number, furthestMs: number): void {
    this.shown =
      this.mode === 'whole' ? wholeRunWindow(furthestMs) : followWindow(this.shown, nowMs);
  }

  /** Follows the moment closely, or shows the whole run. */
  change(mode: WindowMode, nowMs: number, furthestMs: number): void {
    this.mode = mode;
    this.shown = followWindow(null, nowMs);
    this.follow(nowMs, furthestMs);
  }
}

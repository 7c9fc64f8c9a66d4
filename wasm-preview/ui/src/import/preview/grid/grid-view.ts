/** Which rows and columns of the grid are drawn: those in view and a few around them, and the cell with the focus. */

import {
  Virtualizer,
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type Range,
} from '@tanstack/virtual-core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { Rail } from './rail.js';

/** So many are drawn around what is in view: rows for the wheel, columns so that usual records are drawn as a whole. */
const AROUND = { rows: 4, columns: 12 };

/** The grid as it is to be drawn; lengths in pixels. */
export interface GridShape {
  rows: number;
  rowHeight: number;
  /** What the heads of the columns and the numbers of the rows cover. */
  head: number;
  numbers: number;
  /** Another list when one of them is another. */
  widths: readonly number[];
  isRtl: boolean;
  /** The cell that stays drawn wherever it is, so that it keeps the focus. */
  kept: { row: number; column: number };
}

/** A row that is drawn, and where in the box. */
export interface DrawnRow {
  index: number;
  top: number;
  /** It is kept for the focus, and lies outside of the box. */
  isAway: boolean;
}

/** A column that is drawn, and where, in pixels. */
export interface DrawnColumn {
  index: number;
  start: number;
  size: number;
}

type Axis = Virtualizer<HTMLElement, HTMLElement>;

export class GridView implements ReactiveController {
  private readonly host: ReactiveControllerHost;
  private readonly scroller: () => HTMLElement | null;
  private readonly rail = new Rail();
  private readonly rows: Axis;
  private readonly columns: Axis;
  private shape: GridShape | undefined;
  private unmount: (() => void)[] = [];

  constructor(host: ReactiveControllerHost, scroller: () => HTMLElement | null) {
    this.host = host;
    this.scroller = scroller;
    this.rows = new Virtualizer(this.axis(0, () => 1));
    this.columns = new Virtualizer(this.axis(0, () => 1, true));
    host.addController(this);
  }

  hostConnected(): void {
    this.unmount = [this.rows._didMount(), this.columns._didMount()];
  }

  hostDisconnected(): void {
    this.unmount.forEach((it) => it());
  }

  hostUpdated(): void {
    this.rows._willUpdate();
    this.columns._willUpdate();
  }

  /** Says what is to be drawn; called before every drawing. */
  fit(shape: GridShape): void {
    const before = this.shape;
    this.shape = shape;
    this.rail.fit(shape.rows, shape.rowHeight, this.viewHeight);
    this.rows.setOptions(this.axis(this.rail.count, () => shape.rowHeight));
    this.columns.setOptions(this.axis(shape.widths.length, (at) => shape.widths[at] ?? 0, true));
    if (before?.rowHeight !== shape.rowHeight) this.rows.measure();
    if (before?.widths !== shape.widths) this.columns.measure();
  }

  get height(): number {
    return this.rows.getTotalSize();
  }

  get width(): number {
    return this.columns.getTotalSize();
  }

  /** The rows to draw; the first and the last may be out of view. */
  get drawnRows(): DrawnRow[] {
    const { base } = this.rail;
    const drawn = this.rows
      .getVirtualItems()
      .map((it) => ({ index: base + it.index, top: it.start, isAway: false }));
    const kept = this.shape?.kept.row ?? 0;
    if (kept >= base && kept < base + this.rail.count) return drawn;
    return [{ index: kept, top: this.rail.top, isAway: true }, ...drawn];
  }

  get drawnColumns(): DrawnColumn[] {
    return this.columns.getVirtualItems();
  }

  /** The first and the last row that is seen, at least in part. */
  get seen(): [first: number, last: number] {
    const { rowHeight = 1, rows = 0 } = this.shape ?? {};
    const first = Math.floor(this.rail.at / rowHeight);
    const last = Math.ceil((this.rail.at + this.viewHeight) / rowHeight) - 1;
    return [first, Math.min(rows - 1, Math.max(first, last))];
  }

  /** So many whole rows are seen at once. */
  get pageful(): number {
    return this.rail.shown;
  }

  /** Brings a cell into view. */
  reveal(row: number, column: number): void {
    this.rail.reveal(row);
    this.place();
    this.revealColumn(column);
  }

  /** Goes on by so many rows. */
  turn(rows: number): void {
    this.rail.goTo(this.rail.at + rows * (this.shape?.rowHeight ?? 0));
    this.place();
  }

  /** Back to the first row, as for other rows. */
  rewind(): void {
    this.rail.goTo(0);
    this.place();
  }

  /** Hears of the scrolling before the rows do. */
  readonly handleScroll = (): void => {
    const { scrollTop } = this.scroller() ?? {};
    if (scrollTop !== undefined) this.rail.scrolled(scrollTop);
  };

  private get viewHeight(): number {
    return Math.max(0, (this.scroller()?.clientHeight ?? 0) - (this.shape?.head ?? 0));
  }

  /** Scrolls the box to where the rail is, and lets the rows know before they are drawn. */
  private place(): void {
    const scroller = this.scroller();
    if (!scroller) return;
    scroller.scrollTop = this.rail.top;
    this.rows.scrollOffset = this.rail.top;
    this.host.requestUpdate();
  }

  private revealColumn(column: number): void {
    const scroller = this.scroller();
    const start = this.columns.measurementsCache[column]?.start ?? 0;
    const width = this.shape?.widths[column] ?? 0;
    const room = (scroller?.clientWidth ?? 0) - (this.shape?.numbers ?? 0);
    const at = this.columns.scrollOffset ?? 0;
    const to = start < at || width > room ? start : Math.max(at, start + width - room);
    if (to !== at) this.columns.scrollToOffset(to);
  }

  private axis(count: number, size: (index: number) => number, horizontal = false) {
    const kept = () =>
      (horizontal ? this.shape?.kept.column : (this.shape?.kept.row ?? 0) - this.rail.base) ?? 0;
    return {
      count,
      horizontal,
      isRtl: this.shape?.isRtl ?? false,
      overscan: horizontal ? AROUND.columns : AROUND.rows,
      estimateSize: size,
      getScrollElement: this.scroller,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      rangeExtractor: (range: Range) => withKept(range, kept()),
      onChange: this.handleChange,
    };
  }

  private readonly handleChange = (axis: Axis): void => {
    if (axis === this.rows && !axis.isScrolling) this.settle();
    this.host.requestUpdate();
  };

  private settle(): void {
    const { base } = this.rail;
    this.rail.settle();
    if (this.rail.base !== base) this.place();
  }
}

function withKept(range: Range, kept: number): number[] {
  const drawn = defaultRangeExtractor(range);
  if (kept < 0 || kept >= range.count || drawn.includes(kept)) return drawn;
  return [...drawn, kept].sort((one, other) => one - other);
}

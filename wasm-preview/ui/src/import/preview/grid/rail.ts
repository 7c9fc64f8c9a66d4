/**
 * The way of the scrollbar along the rows, however many there are. Browsers draw no box taller than some 17 to 33 million
 * pixels; so the scrollbar's box holds a stretch of the rows, and a leap of the thumb moves the stretch. Pure.
 */

/** The tallest box, in pixels: half of what the least of the browsers draws. */
const TALLEST = 8_000_000;
/** So many pixels at both ends the thumb goes one to one, so that nobody meets the end before the last row. */
const PLAIN = 100_000;
/** A wheel, a finger or a key never goes so far at once; on a box that is scaled, a pixel of the thumb goes farther. */
const LEAP = 4_000;

export class Rail {
  /** The row that lies first in the stretch. */
  base = 0;
  /** How far the box is scrolled. */
  top = 0;
  private rows = 0;
  private height = 1;
  private view = 0;

  /** So many rows of this height, of which a view shows some. */
  fit(rows: number, height: number, view: number): void {
    // Another size of the letters shows the same row.
    if (height !== this.height) this.top = (this.top / this.height) * height;
    Object.assign(this, { rows, height, view });
    this.base = clamp(this.base, 0, rows - this.count);
    this.top = clamp(this.top, 0, this.longest);
  }

  /** How many rows the stretch has. */
  get count(): number {
    return Math.min(this.rows, Math.floor(TALLEST / this.height));
  }

  /** How far the view is from the first of all rows, in pixels. */
  get at(): number {
    return this.base * this.height + this.top;
  }

  /** How many whole rows the view shows, at least one. */
  get shown(): number {
    return Math.max(1, Math.floor(this.view / this.height));
  }

  /** The box was scrolled by somebody. */
  scrolled(top: number): void {
    const isLeap = Math.abs(top - this.top) > LEAP;
    this.top = top;
    if (isLeap) this.base = this.baseFor(this.ahead(top), top);
  }

  /** Goes to a distance from the first row. */
  goTo(at: number): void {
    const to = clamp(at, 0, this.farthest);
    this.base = this.baseFor(to, this.back(to));
    this.top = clamp(to - this.base * this.height, 0, this.longest);
  }

  /** Puts the thumb where it belongs, once nobody moves it; what is shown stays. */
  settle(): void {
    this.goTo(this.at);
  }

  /** Goes as far as it must so that a row is seen whole. */
  reveal(row: number): void {
    const from = row * this.height;
    const last = from + this.height - this.view;
    if (from < this.at) this.goTo(from);
    else if (last > this.at) this.goTo(last);
  }

  private get farthest(): number {
    return Math.max(0, this.rows * this.height - this.view);
  }

  private get longest(): number {
    return Math.max(0, this.count * this.height - this.view);
  }

  /** How much farther the rows go than the thumb, between both ends. */
  private get scale(): number {
    return (this.farthest - 2 * PLAIN) / (this.longest - 2 * PLAIN);
  }

  /** Where a thumb leads. */
  private ahead(top: number): number {
    const { farthest, longest } = this;
    if (top <= PLAIN || farthest === longest) return top;
    return longest - top <= PLAIN ? farthest - (longest - top) : PLAIN + (top - PLAIN) * this.scale;
  }

  /** Where the thumb belongs. */
  private back(at: number): number {
    const { farthest, longest } = this;
    if (at <= PLAIN || farthest === longest) return at;
    return farthest - at <= PLAIN ? longest - (farthest - at) : PLAIN + (at - PLAIN) / this.scale;
  }

  private baseFor(at: number, top: number): number {
    return clamp(Math.round((at - top) / this.height), 0, this.rows - this.count);
  }
}

function clamp(it: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, it));
}

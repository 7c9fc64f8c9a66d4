/** Draws the heads of the grid's columns and its rows: boxes with their places, for eyes and for screen readers. */

import type { PreviewRow } from '@gangway/engine';
import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';

import type { Texts } from '../../../strings/texts.js';
import { fieldsOf, type GridColumn } from './columns.js';
import { drawFate, drawSaid, drawSkeleton } from './draw-cell.js';
import type { Faces, Fated, Said } from './faces.js';
import type { GridCells, Place } from './grid-cells.js';
import type { DrawnColumn, DrawnRow } from './grid-view.js';

/** What rows are drawn with. */
export interface Drawing {
  columns: readonly GridColumn[];
  boxes: readonly DrawnColumn[];
  cells: GridCells;
  faces: Faces;
  texts: Texts;
  at: Place;
  /** What is drawn instead of what the cell with the focus says. */
  input: TemplateResult | undefined;
  stand: (place: Place) => void;
  edit: (place: Place) => void;
}

export function drawHeads({ boxes, columns, texts }: Drawing): TemplateResult {
  const head = ({ index, start, size }: DrawnColumn) => {
    const label = columns[index]?.label ?? '';
    return html`<div
      role="columnheader"
      class="box"
      aria-colindex=${index + 2}
      .style=${placed(start, size)}
      title=${label}
    >
      <span class="label">${label}</span>
    </div>`;
  };
  return html`<div role="row" class="line" aria-rowindex="1">
    <div role="columnheader" class="at" aria-colindex="1">${texts.strings.preview.row}</div>
    ${repeat(boxes, (it) => it.index, head)}
  </div>`;
}

export function drawRow(
  drawing: Drawing,
  { index, top, isAway }: DrawnRow,
  row: PreviewRow | undefined,
): TemplateResult {
  const { texts, faces, boxes } = drawing;
  const fated = row && faces.fated(row);
  const classes = { line: true, away: isAway, [fated?.what.kind ?? 'waiting']: true };
  const waiting = html`<span class="hidden-text">${texts.strings.preview.reading}</span>`;
  return html`<div
    role="row"
    class=${classMap(classes)}
    aria-rowindex=${index + 2}
    .style=${`transform:translateY(${top}px)`}
  >
    <div role="rowheader" class="at number" aria-colindex="1">
      ${row ? texts.format.count(row.row) : waiting}
    </div>
    ${repeat(
      boxes,
      (it) => it.index,
      (it) => drawBox(drawing, { row: index, column: it.index }, it, row, fated),
    )}
  </div>`;
}

function drawBox(
  drawing: Drawing,
  place: Place,
  { start, size }: DrawnColumn,
  row: PreviewRow | undefined,
  fated: Fated | undefined,
): TemplateResult {
  const { at, cells, columns, input } = drawing;
  const column = columns[place.column];
  const isHere = place.row === at.row && place.column === at.column;
  const said = row && fated && column ? saidOf(drawing, column, row, fated) : undefined;
  const { issue, isCorrected = false } = said ?? {};
  const classes = { box: true, wrong: !!issue && !issue.note, noted: !!issue?.note, corrected: isCorrected };
  return html`<div
    role="gridcell"
    class=${classMap(classes)}
    tabindex=${isHere ? 0 : -1}
    data-place="${place.row}:${place.column}"
    aria-colindex=${place.column + 2}
    aria-readonly=${cells.textAt(place) === undefined ? 'true' : 'false'}
    .style=${placed(start, size)}
    @focus=${() => drawing.stand(place)}
    @dblclick=${() => drawing.edit(place)}
  >
    ${isHere && input ? input : drawFace(drawing, column, row, fated, said, isHere)}
  </div>`;
}

function saidOf({ faces }: Drawing, column: GridColumn, row: PreviewRow, fated: Fated): Said | undefined {
  return typeof column.shows === 'string' ? undefined : faces.said(row, column.shows, column.source, fated);
}

function drawFace(
  { columns, faces, texts }: Drawing,
  column: GridColumn | undefined,
  row: PreviewRow | undefined,
  fated: Fated | undefined,
  said: Said | undefined,
  isHere: boolean,
): TemplateResult | typeof nothing {
  if (!row || !fated) return drawSkeleton();
  if (said) return drawSaid(said, texts, isHere);
  if (column?.shows === 'owner') return html`<div class="cell">${faces.owner(row, fated)}</div>`;
  return drawFate(fated, faces.elsewhere(row, fieldsOf(columns)), texts);
}

function placed(start: number, size: number): string {
  return `inset-inline-start:${start}px;width:${size}px`;
}

/** What the preview says of a row and of its cells: its fate, old and new values, what is wrong. Draws no cells. */

import type {
  CellEdit,
  Field,
  FieldChange,
  Issue,
  PlanColumn,
  PreviewRow,
  StoredRecord,
  Value,
} from '@gangway/engine';

import type { Texts } from '../../../strings/texts.js';
import type { Wizard } from '../../wizard.js';
import { fate, type RowFate } from '../outcomes.js';
import { reasonOf } from '../row-fate.js';

/** What will happen to a row. */
export interface Fated {
  what: RowFate;
  why: string;
  /** The record that it updates. */
  target: StoredRecord | undefined;
}

/** What a cell says. */
export interface Said {
  text: string;
  /** What the record says now, where that is something else. */
  before: string | undefined;
  /** It is what the record keeps; the file says something else, or nothing. */
  isKept: boolean;
  issue: Issue | undefined;
  isCorrected: boolean;
}

export class Faces {
  private readonly wizard: Wizard;
  private readonly texts: Texts;

  constructor(wizard: Wizard, texts: Texts) {
    this.wizard = wizard;
    this.texts = texts;
  }

  fated(row: PreviewRow): Fated {
    const { options, comparison, setting } = this.wizard;
    const { known, matching } = comparison;
    const match = matching.of(row);
    const what = fate(row, options ?? {}, known, matching.fateOf(row));
    const inCrm = !!row.key && known.get(row.key) === true;
    const why = reasonOf(what, match, inCrm, setting.module, this.texts.strings);
    const target = what.kind === 'update' && match?.match === 'found' ? match.record : undefined;
    return { what, why, target };
  }

  said(row: PreviewRow, field: Field, source: PlanColumn | undefined, { what, target }: Fated): Said {
    const corrected = source && this.wizard.reading.edits.at(row.row, source.index);
    const issue = row.issues.find((it) => it.field === field.id);
    const own = this.value(row.record[field.id], field);
    const plain = {
      text: own || issue?.value || '',
      before: undefined,
      isKept: false,
      issue,
      isCorrected: !!corrected,
    };
    if (corrected && this.isUnread(row, corrected))
      return { ...plain, text: corrected.text, issue: undefined };
    const change = 'changes' in what ? changeOf(what.changes, field) : undefined;
    if (change) {
      const [before, text] = [this.value(change.before, field), this.value(change.after, field)];
      return { ...plain, before, text };
    }
    if (!target) return plain;
    const kept = this.value(target.values[field.id], field);
    return { ...plain, text: kept, isKept: kept !== own };
  }

  owner(row: PreviewRow, { target }: Fated): string {
    const id = target?.owner ?? row.owner;
    return this.wizard.setting.users.find((it) => it.id === id)?.name ?? id ?? '';
  }

  /** What is said of the row as a whole, or of what no column shows. */
  elsewhere(row: PreviewRow, fields: readonly Field[]): string[] {
    const others = row.issues.filter((it) => !fields.some((field) => it.field === field.id));
    return others.map((it) => this.texts.issue(it));
  }

  private value(it: Value | null | undefined, field: Field): string {
    return this.texts.format.value(it ?? undefined, field, this.texts.strings);
  }

  /** Whether the file was not read with a correction yet. */
  private isUnread(row: PreviewRow, { column, text }: CellEdit): boolean {
    return this.wizard.reading.checking.state !== 'done' && text !== row.cells[column];
  }
}

function changeOf(changes: readonly FieldChange[] | undefined, field: Field): FieldChange | undefined {
  return changes?.find((it) => it.field === field.id);
}

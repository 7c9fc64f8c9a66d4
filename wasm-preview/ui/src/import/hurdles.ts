/** Why a person cannot go on from a step yet, in a sentence. */

import type { ImportOptions, ImportPlan, Module } from '@gangway/engine';

import { strings } from '../strings.js';
import { columnName, conflicts, isEmpty, missing, undecidedDates } from './mapping.js';
import type { Reading } from './reading.js';
import type { StepId } from './steps.js';

/** What keeps somebody in a step, if anything does. */
export function hurdleAt(step: StepId, reading: Reading, module: Module): string | undefined {
  const { plan } = reading;
  if (!plan) return reading.trouble ? strings.upload.chooseAnother : strings.upload.chooseFirst;
  if (step === 'map') return mappingHurdle(plan, reading, module);
  if (step === 'configure') return optionsHurdle(plan);
  return undefined;
}

function mappingHurdle(plan: ImportPlan, { checking }: Reading, module: Module): string | undefined {
  const twice = conflicts(plan, module)[0];
  if (twice) return strings.map.twice(twice);
  if (isEmpty(plan)) return strings.map.nothing;
  if (checking.state === 'stopped' && checking.trouble.code === 'date_order_unknown')
    return checking.trouble.message;
  // Before the survey has ended, nobody knows whether the column proves its order.
  const undecided = checking.state === 'done' ? undecidedDates(plan, module)[0] : undefined;
  if (undecided) return strings.map.undecided(columnName(undecided));
  const absent = missing(plan, module);
  return absent.length > 0 ? strings.map.missing(absent.map((it) => it.label)) : undefined;
}

function optionsHurdle(plan: ImportPlan): string | undefined {
  const options = plan.options as Required<ImportOptions>;
  const rule = options.match_rule;
  if (options.mode !== 'create' && typeof rule === 'object' && rule.custom.length === 0)
    return strings.configure.noCustom;
  if (options.owner.rule === 'round_robin' && options.owner.users.length === 0)
    return strings.configure.noTurn;
  if (options.owner.rule === 'fixed' && !options.owner.user) return strings.configure.noOwner;
  return undefined;
}

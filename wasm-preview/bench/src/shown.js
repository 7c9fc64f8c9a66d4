/** The first rows that the engine can show of a file. */

import { RefusedError } from '@gangway/engine';

/** How many rows the page shows first. */
export const SHOWN = 20;

/** How long people need at least to choose a file where one can be dropped; the worker rehearses meanwhile. */
export const CHOOSING_MS = 1000;

/** The first report that has as many rows as are shown. */
export async function shown(engine, plan) {
  return new Promise((resolve, reject) => {
    const hear = ({ report }) => {
      if (report && report.preview.length >= SHOWN) resolve(report);
    };
    const run = async () => {
      const surveyed = await engine.survey(plan, hear);
      resolve(await engine.check(surveyed, hear));
    };
    run().catch((error) => {
      if (error instanceof RefusedError) reject(error);
    });
  });
}

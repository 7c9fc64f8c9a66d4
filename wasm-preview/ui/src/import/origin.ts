/** The import whose rows a file holds, as the file's mark says: found again, so that its settings hold. Draws nothing. */

import type { ImportPlan, ImportSettings, Job } from '@gangway/engine';

import { ApiError, type Api } from '../api/client.js';

export class OriginOfRows {
  /** The import, once it was found. */
  job: Job | undefined;
  /** The file names an import that is not there, not the person's to see, or of other records. */
  unknown = false;

  private readonly api: Api;
  private readonly module: string;

  constructor(api: Api, module: string) {
    this.api = api;
    this.module = module;
  }

  forget(): void {
    this.job = undefined;
    this.unknown = false;
  }

  /** The plan of the import that left the rows, if they were left by one. */
  async find(plan: ImportPlan): Promise<ImportPlan | undefined> {
    this.forget();
    const { origin } = plan;
    if (origin?.kind !== 'import') return undefined;
    const found = await this.ask(origin.job);
    this.unknown = !found?.plan;
    if (!found?.plan) return undefined;
    this.job = found.job;
    return found.plan;
  }

  private async ask(job: string): Promise<ImportSettings | undefined> {
    try {
      const found = await this.api.get<ImportSettings>(`/imports/${encodeURIComponent(job)}`);
      return found.job.module === this.module ? found : undefined;
    } catch (error) {
      // Without an answer the file is mapped as any other.
      if (error instanceof ApiError) return undefined;
      throw error;
    }
  }
}

/** Templates as the wizard uses them: which ones fit its module, how they are kept, renamed and removed. */

import type { AllowDrops, ImportPlan, SaveTemplate, Template } from '@gangway/engine';

import type { Api } from '../api/client.js';

/** The templates of one module, as the API last gave them. */
export class Templates {
  list: Template[];

  private readonly api: Api;
  private readonly module: string;

  constructor(api: Api, list: Template[], module: string) {
    this.api = api;
    this.module = module;
    this.list = list.filter((it) => it.plan.module === module);
  }

  get(slug: string | null | undefined): Template | undefined {
    return this.list.find((it) => it.slug === slug);
  }

  /** Keeps a plan: under the slug of the template with this name, or under a new one. */
  async keep(name: string, plan: ImportPlan): Promise<Template> {
    const slug = this.list.find((it) => it.name === name)?.slug ?? this.freeSlug(name);
    return this.save(slug, name, plan);
  }

  async rename(template: Template, name: string): Promise<Template> {
    return this.save(template.slug, name, template.plan);
  }

  /** Whether files are imported that systems drop into the bucket under its name. */
  async allowDrops(template: Template, allowed: boolean): Promise<Template> {
    const map_new_columns = template.drops?.map_new_columns ?? false;
    return this.save(template.slug, template.name, template.plan, { allowed, map_new_columns });
  }

  async remove(template: Template): Promise<void> {
    await this.api.delete(`/templates/${template.slug}`);
    this.list = this.list.filter((it) => it.slug !== template.slug);
  }

  private async save(slug: string, name: string, plan: ImportPlan, drops?: AllowDrops): Promise<Template> {
    const wanted: SaveTemplate = drops ? { name, plan, drops } : { name, plan };
    const saved = await this.api.put<Template>(`/templates/${slug}`, wanted);
    this.list = [...this.list.filter((it) => it.slug !== slug), saved];
    return saved;
  }

  /** The name as an address can hold it, after the module: another module's template may have the same name. */
  private freeSlug(name: string): string {
    const words = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    const dashed = `${this.module}-${words}`.replace(/[^a-z0-9]+/g, '-').slice(0, 54);
    const plain = dashed.replace(/^-+|-+$/g, '');
    const taken = (slug: string) => this.list.some((it) => it.slug === slug);
    for (let at = 1; ; at += 1) {
      const slug = at === 1 ? plain : `${plain}-${at}`;
      if (!taken(slug)) return slug;
    }
  }
}

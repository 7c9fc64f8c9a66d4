/** Whom and what a wizard works for. */

import type { Actor, EngineOptions, Module, Template, User } from '@gangway/engine';

import type { Api } from '../api/client.js';

/** While the person still maps, or once the import is started. */
export type UploadTime = 'background' | 'on-start';

export interface Setting {
  api: Api;
  actor: Actor;
  module: Module;
  users: User[];
  templates: Template[];
  engine: EngineOptions;
  /** When the file is sent. */
  upload: UploadTime;
}

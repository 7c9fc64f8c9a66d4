/** Whom and what a wizard works for. */

import type { Actor, EngineOptions, Module, Template, User } from '@gangway/engine';

import type { Price } from './preview/forecast.js';
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
  /** What is paid for writing, if the host wants that shown. */
  price: Price | undefined;
  /** When the file is sent. */
  upload: UploadTime;
}

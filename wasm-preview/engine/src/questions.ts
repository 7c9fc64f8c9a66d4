/** Questions to a worker that need no pass, each with an answer of its own. */

import { EngineError, SupersededError } from './errors.js';
import type { Answer, Answered, AskMessage, FromWorker, Question } from './protocol.js';

interface Waiting {
  resolve: (answer: never) => void;
  reject: (error: Error) => void;
}

export class Questions {
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  /** The message that asks, and the promise of its answer. */
  ask<A extends Answer>(question: Question): { message: AskMessage; answer: Promise<A> } {
    const id = ++this.last;
    const answer = new Promise<A>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    return { message: { kind: 'ask', id, question }, answer };
  }

  /** Takes an answer; whether the message was one. */
  hear(message: FromWorker): message is Answered {
    if (message.kind !== 'answered' && message.kind !== 'unanswered') return false;
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.kind === 'answered') waiting?.resolve(message.answer as never);
    else waiting?.reject(new EngineError('broken', message.failure));
    return true;
  }

  /** The worker is gone, and with it whatever it was asked. */
  drop(): void {
    for (const it of this.waiting.values()) it.reject(new SupersededError());
    this.waiting.clear();
  }
}

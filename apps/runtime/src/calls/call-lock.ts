/** Runs what concerns one call one after the other; different calls don't wait for each other. */
export class CallLock {
  readonly #tails = new Map<string, Promise<unknown>>()

  async run<T>(callUUID: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(callUUID) ?? Promise.resolve()
    const mine = before.then(work, work)
    const tail = mine.catch(() => undefined)
    this.#tails.set(callUUID, tail)
    try {
      return await mine
    } finally {
      if (this.#tails.get(callUUID) === tail) this.#tails.delete(callUUID)
    }
  }
}

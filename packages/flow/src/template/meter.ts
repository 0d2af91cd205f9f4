import { RENDER_LIMITS } from './template-functions.ts'

/** Why a template was not rendered. Thrown and caught inside of rendering only. */
export class TemplateTooLarge extends Error {
  override name = 'TemplateTooLarge' as const
}

/** Counts what one rendering does, and ends it with `TemplateTooLarge` where it comes to more than it may. */
export class Meter {
  #steps = 0
  #read = 0
  #written = 0

  step(): void {
    this.#steps += 1
    if (this.#steps > RENDER_LIMITS.steps) throw new TemplateTooLarge('it goes through too much')
  }

  /** The items that `each` goes through. */
  items(count: number): void {
    if (count > RENDER_LIMITS.listLength) {
      throw new TemplateTooLarge(`a list has ${count} items, and {{#each}} takes ${RENDER_LIMITS.listLength}`)
    }
  }

  /** A text that a function was given. */
  read(text: string): string {
    this.#read += text.length
    if (this.#read > RENDER_LIMITS.readLength) {
      throw new TemplateTooLarge(`its functions are given more than ${RENDER_LIMITS.readLength} characters`)
    }
    return text
  }

  /** The text of one value. */
  write(text: string): string {
    this.#written += text.length
    this.whole(this.#written)
    return text
  }

  /** How long all is that was written, or one part of it. */
  whole(length: number): void {
    if (length > RENDER_LIMITS.writtenLength) {
      throw new TemplateTooLarge(`it became longer than ${RENDER_LIMITS.writtenLength} characters`)
    }
  }
}

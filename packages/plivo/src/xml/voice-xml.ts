import type { Emitted, VoiceEffect } from '@phloem/flow'
import type { CallbackUrls } from './callback-urls.ts'
import { dialElements } from './dial.ts'
import { type Element, element } from './element.ts'
import { serialize } from './serialize.ts'
import { speak } from './speak.ts'

/**
 * The document with which Plivo carries the effects out, in order. No effects give an empty document, which ends
 * the call. What follows a dial is never run: Plivo goes on with what the dial's `action` URL answers. Throws
 * `XmlTooLarge`.
 */
export const voiceXml = (effects: readonly Emitted<VoiceEffect>[], urls: CallbackUrls): string =>
  serialize(
    element(
      'Response',
      {},
      effects.flatMap((effect) => elementsOf(effect, urls)),
    ),
  )

function elementsOf(effect: Emitted<VoiceEffect>, urls: CallbackUrls): Element[] {
  switch (effect.type) {
    case 'dial':
      return dialElements(effect, urls)
    case 'speak':
      return [speak(effect.text)]
    case 'hang_up':
      return [element('Hangup')]
    default:
      return refuse(effect)
  }
}

function refuse(effect: never): never {
  throw new TypeError(`Plivo has no XML for ${JSON.stringify(effect)}`)
}

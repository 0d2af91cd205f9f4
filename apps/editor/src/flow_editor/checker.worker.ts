import { checkDocument } from './checker.ts'

self.onmessage = ({ data: { ask, document, secretNames } }) =>
  self.postMessage({ ask, issues: checkDocument(document, secretNames) })

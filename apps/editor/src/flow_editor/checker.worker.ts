import { checkDocument } from './checker.ts'

self.onmessage = ({ data: { ask, document } }) => self.postMessage({ ask, issues: checkDocument(document) })

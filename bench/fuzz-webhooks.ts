import { fuzzWebhooks } from '../test/harness/webhook-fuzz.ts'

/** Signed webhooks with hostile content, 100,000 unless told otherwise: `node bench/fuzz-webhooks.ts [count] [seed]`. */
const count = Number(process.argv[2] ?? 100_000)
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 31))
console.log(`seed ${seed}`)
const fuzz = await fuzzWebhooks(count, seed, (line) => console.log(`  … ${line}`))
console.log(fuzz)
process.exit(fuzz.failures.count + fuzz.badDocuments.count === 0 ? 0 : 1)

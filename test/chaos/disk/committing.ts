import { DatabaseSync } from 'node:sqlite'

/** Commits ten rows and is gone: run on a faulty disk to find out what is left. `node committing.ts FILE FULL|OFF` */
const [file = '', synchronous = ''] = process.argv.slice(2)
const database = new DatabaseSync(file)
database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (n INTEGER)`)
database.exec(`PRAGMA synchronous = ${synchronous}`)
for (let n = 1; n <= 10; n += 1) database.exec(`INSERT INTO rows VALUES (${n})`)
process.kill(process.pid, 'SIGKILL')

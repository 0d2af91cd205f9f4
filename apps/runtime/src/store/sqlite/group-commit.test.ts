import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGroupCommit, type GroupCommit } from './group-commit.ts'

describe('group commit', () => {
  let database: DatabaseSync
  let group: GroupCommit

  beforeEach(() => {
    database = new DatabaseSync(':memory:')
    database.exec(`
      CREATE TABLE words (word TEXT PRIMARY KEY) STRICT;
      CREATE TABLE promises (word TEXT REFERENCES words DEFERRABLE INITIALLY DEFERRED) STRICT;
    `)
    group = createGroupCommit(database)
  })
  afterEach(() => database.close())

  const add = (word: string) => () => database.prepare('INSERT INTO words VALUES (?)').run(word).changes
  /** A row whose foreign key is checked at the commit, and fails there. */
  const breakTheCommit = () => database.prepare("INSERT INTO promises VALUES ('unknown')").run()
  const words = () =>
    database
      .prepare('SELECT word FROM words')
      .all()
      .map(({ word }) => word)

  it('gives back what a write returned', async () => {
    expect(await group.write(add('one'))).toBe(1)
  })

  it('shows no reader anything before the commit', async () => {
    const written = group.write(add('one'))
    expect(words()).toEqual([])
    expect(database.isTransaction).toBe(false)
    await written
    expect(words()).toEqual(['one'])
    expect(database.isTransaction).toBe(false)
  })

  it('settles the writes of a turn in their order', async () => {
    const settled: string[] = []
    const names = ['one', 'two', 'three']
    await Promise.all(names.map((name) => group.write(add(name)).then(() => settled.push(name))))
    expect(settled).toEqual(names)
    expect(words()).toEqual(names)
  })

  it('undoes and rejects a failing write alone', async () => {
    const outcomes = await Promise.allSettled([
      group.write(add('one')),
      group.write(() => {
        add('two')()
        throw new Error('no')
      }),
      group.write(add('one')),
      group.write(add('three')),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(words()).toEqual(['one', 'three'])
  })

  it('rejects the whole turn when the commit fails, and goes on with the next', async () => {
    const outcomes = await Promise.allSettled([
      group.write(add('one')),
      group.write(breakTheCommit),
      group.write(() => {
        throw new Error('for a reason that was undone')
      }),
    ])
    expect(outcomes).toMatchObject(
      Array(3).fill({ status: 'rejected', reason: { message: 'FOREIGN KEY constraint failed' } }),
    )
    expect(words()).toEqual([])
    await group.write(add('two'))
    expect(words()).toEqual(['two'])
  })

  it('puts a later turn into a transaction of its own', async () => {
    await group.write(add('one'))
    await expect(group.write(breakTheCommit)).rejects.toThrow()
    expect(words()).toEqual(['one'])
  })

  it('goes on once a full disk has room again', async () => {
    database.exec('PRAGMA max_page_count = 8')
    const large = () => add('x'.repeat(100_000))()
    await expect(group.write(large)).rejects.toMatchObject({ errcode: 13 })
    expect(database.isTransaction).toBe(false)
    database.exec('PRAGMA max_page_count = 1000')
    await expect(group.write(large)).resolves.toBe(1)
  })

  it('rejects every write of a turn in which SQLite gave up the transaction', async () => {
    const giveUp = () => {
      database.exec('ROLLBACK')
      throw new Error('disk I/O error')
    }
    const outcomes = await Promise.allSettled(
      [add('one'), giveUp, add('two')].map((work) => group.write<unknown>(work)),
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(words()).toEqual([])
  })

  it('commits what waits when it is closed, and takes no more', async () => {
    const written = group.write(add('one'))
    group.close()
    expect(words()).toEqual(['one'])
    await expect(written).resolves.toBe(1)
    await expect(group.write(add('two'))).rejects.toThrow('The store is closed')
  })

  it('does not wait for the end of a turn that takes long', async () => {
    const start = performance.now()
    const written = [group.write(add('0'))]
    while (words().length === 0 && performance.now() - start < 1_000)
      written.push(group.write(add(`${written.length}`)))
    expect(words()).toHaveLength(written.length)
    await Promise.all(written)
  })

  describe('on a full disk', () => {
    /** SQLite's own way to be full; https://sqlite.org/pragma.html#pragma_max_page_count */
    const limitPages = (pages: number) => database.exec(`PRAGMA max_page_count = ${pages}`)
    const fill = (bytes: number) => () =>
      database.prepare('INSERT INTO words VALUES (?)').run('x'.repeat(bytes)).changes
    const pageCount = () => (database.prepare('PRAGMA page_count').get() as { page_count: number }).page_count

    it('rejects every write of the turn, says why, and recovers by itself', async () => {
      limitPages(pageCount() + 1)
      const outcomes = await Promise.allSettled([group.write(add('one')), group.write(fill(100_000))])
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
      expect(group.health.failing).toEqual({ message: 'database or disk is full', isFull: true })
      expect(words()).toEqual([])
      limitPages(1000)
      await expect(group.write(add('two'))).resolves.toBe(1)
      expect(group.health.failing).toBeNull()
      expect(words()).toEqual(['two'])
    })

    it('asks for room once, and writes the turn again', async () => {
      let asked = 0
      group = createGroupCommit(database, () => {
        asked += 1
        limitPages(1000)
        return true
      })
      limitPages(pageCount() + 1)
      const outcomes = await Promise.allSettled([group.write(add('one')), group.write(fill(100_000))])
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
      expect(asked).toBe(1)
      expect(group.health).toEqual({ failing: null, reserveUsed: true })
      expect(words()).toHaveLength(2)
    })
  })

  it('is not failing because one of its writes did', async () => {
    await expect(group.write(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await Promise.allSettled([
      group.write(() => {
        throw new Error('no')
      }),
    ])
    expect(group.health.failing).toBeNull()
  })
})

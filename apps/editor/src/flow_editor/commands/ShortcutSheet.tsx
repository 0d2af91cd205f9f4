import { Dialog } from '../../ui/Dialog.tsx'
import { type CommandGroup, commands } from './command-table.ts'
import { shownKeys } from './keys.ts'
import styles from './ShortcutSheet.module.css'

/** What hands do on the canvas; it is no command. */
const POINTER = [
  ['Drag from an exit', 'Connect it, or add a node'],
  ['Drag onto a line', 'Put a node into it'],
  ['Drag the canvas', 'Move around'],
  ['Shift drag', 'Select several nodes'],
  ['Ctrl wheel', 'Zoom'],
] as const

/** All keys of the editor, from the table that they work by. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const groups = new Map<CommandGroup, { title: string; keys: readonly string[] }[]>()
  for (const [, { title, group, keys }] of commands) {
    if (keys) groups.set(group, [...(groups.get(group) ?? []), { title, keys }])
  }
  return (
    <Dialog title="Keyboard shortcuts" size="wide" isText onClose={onClose}>
      <div className={styles.groups}>
        {[...groups].map(([group, entries]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl className={styles.keys}>
              {entries.map(({ title, keys }) => (
                <div key={title}>
                  <dt>{title}</dt>
                  <dd>
                    {keys.map((each) => (
                      <kbd key={each}>{shownKeys(each)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>With the pointer</h3>
          <dl className={styles.keys}>
            {POINTER.map(([what, does]) => (
              <div key={what}>
                <dt>{does}</dt>
                <dd>
                  <kbd>{what}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  )
}

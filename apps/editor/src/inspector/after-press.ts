let isPressed = false
let waiting: (() => void)[] = []

if (typeof window !== 'undefined') {
  window.addEventListener(
    'pointerdown',
    () => {
      isPressed = true
    },
    { capture: true },
  )
  for (const end of ['pointerup', 'pointercancel'] as const)
    window.addEventListener(end, release, { capture: true })
}

/**
 * Does it now, or once the pointer is up again and its click is through. Leaving a field by a press shows the
 * field's mistakes, and the button must not move away between the press and the release.
 */
export function afterPress(action: () => void): void {
  if (isPressed) waiting.push(action)
  else action()
}

function release(): void {
  isPressed = false
  const actions = waiting
  waiting = []
  setTimeout(() => {
    for (const action of actions) action()
  })
}

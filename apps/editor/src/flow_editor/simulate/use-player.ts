import { useEffect, useState } from 'react'

const STEP_MS = 700

export interface Player {
  /** How many steps are shown, from 1. */
  place: number
  count: number
  isPlaying: boolean
  /** Of the usual pace. */
  speed: number
  begin: (count: number) => void
  goTo: (place: number) => void
  toggle: () => void
  setSpeed: (speed: number) => void
}

/** Shows the steps of a played call one after the other. */
export function usePlayer(): Player {
  const [place, setPlace] = useState(0)
  const [count, setCount] = useState(0)
  const [isPlaying, setIsPlaying] = useState(false)
  const [speed, setSpeed] = useState(1)

  useEffect(() => {
    if (!isPlaying) return
    const timer = setTimeout(
      () => (place < count ? setPlace(place + 1) : setIsPlaying(false)),
      STEP_MS / speed,
    )
    return () => clearTimeout(timer)
  }, [isPlaying, place, count, speed])

  return {
    place,
    count,
    isPlaying,
    speed,
    begin: (steps) => {
      const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
      setCount(steps)
      setPlace(isStill ? steps : 1)
      setIsPlaying(!isStill)
    },
    goTo: (next) => {
      setIsPlaying(false)
      setPlace(next)
    },
    toggle: () => {
      if (place === count) setPlace(1)
      setIsPlaying(!isPlaying)
    },
    setSpeed,
  }
}

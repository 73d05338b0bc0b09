import { useCallback, useEffect, useRef, useState } from 'react'
import { sentence } from '../rest/client'

/** What one item of a queue is in the middle of: being sent, decided, or refused with a sentence. */
export interface Course<V> {
  verdict: V | ''
  busy: boolean
  problem: string
}

/** Where a reviewer stands in a list, and what was decided on this page. Decided items stay in sight, so that a slip can be taken back. */
export function useQueue<T extends { id: string }, V extends string>(items: T[], decide: (item: T, verdict: V, reason: string) => Promise<void>) {
  const [at, setAt] = useState(0)
  const [courses, setCourses] = useState<Record<string, Course<V>>>({})
  const [reasons, setReasons] = useState<Record<string, string>>({})
  const here = items[Math.min(at, items.length - 1)]

  // Pressing the mouse on a link or a button focuses its card before the press is let go. Were the page to scroll in
  // between, the release would fall beside the link and the click would be lost: only keys and decisions scroll.
  const scrolls = useRef(true)
  useEffect(() => {
    if (here && scrolls.current) document.getElementById(`queue-${here.id}`)?.scrollIntoView({ block: 'nearest' })
    scrolls.current = true
  }, [here])

  const move = useCallback((by: number) => setAt((before) => Math.max(0, Math.min(items.length - 1, before + by))), [items.length])
  const goTo = (item: T) => {
    if (item.id === here?.id) return
    scrolls.current = false
    setAt(Math.max(0, items.indexOf(item)))
  }
  const verdictOn = async (item: T, verdict: V, forward: boolean) => {
    const set = (course: Partial<Course<V>>) =>
      setCourses((before) => ({ ...before, [item.id]: { verdict: '', busy: false, problem: '', ...before[item.id], ...course } }))
    if (courses[item.id]?.busy) return
    set({ busy: true, problem: '' })
    try {
      await decide(item, verdict, reasons[item.id] ?? '')
      set({ verdict, busy: false })
      if (forward) setAt((before) => (items[before]?.id === item.id ? Math.min(items.length - 1, before + 1) : before))
    } catch (error) {
      set({ busy: false, problem: sentence(error) })
    }
  }
  return {
    here,
    move,
    goTo,
    courseOf: (item: T): Course<V> => courses[item.id] ?? { verdict: '', busy: false, problem: '' },
    reasonOf: (item: T) => reasons[item.id] ?? '',
    setReason: (item: T, reason: string) => setReasons((before) => ({ ...before, [item.id]: reason })),
    verdictOn,
  }
}

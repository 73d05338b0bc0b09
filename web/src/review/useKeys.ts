import { useEffect, useRef } from 'react'

/** Single-letter shortcuts of a page; silent while something is typed, with a modifier, in a dialog, or when switched off. */
export function useKeys(keys: Record<string, () => void>, on: boolean): void {
  const current = useRef(keys)
  current.current = keys
  useEffect(() => {
    if (!on) return
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      const target = event.target as HTMLElement | null
      if (target?.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="combobox"]')) return
      const act = current.current[event.key.toLowerCase()]
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [on])
}

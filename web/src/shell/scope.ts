import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

/** What the whole page is about: a district or street, and a day. Kept in the address, so that a link shows the same. */
export interface Scope {
  area: string | null
  asOf: string | null
}

export function useScope(): [Scope, (change: Partial<Scope>) => void] {
  const [search, setSearch] = useSearchParams()
  const area = search.get('area')
  const asOf = search.get('asOf')
  const scope = useMemo(() => ({ area, asOf }), [area, asOf])
  const change = useCallback(
    (wanted: Partial<Scope>) => {
      setSearch((before) => {
        const next = new URLSearchParams(before)
        for (const [name, value] of Object.entries(wanted)) {
          if (value) next.set(name, value)
          else next.delete(name)
        }
        return next
      })
    },
    [setSearch],
  )
  return [scope, change]
}

import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { Basis, Status } from '../graphql/types'

/** Which findings the table shows; kept in the address. */
export interface Filter {
  codes: string[]
  status: Status | 'all'
  basis: Basis | null
}

export function useFilter(): [Filter, (change: Partial<Filter>) => void] {
  const [search, setSearch] = useSearchParams()
  const text = `${search.get('kind') ?? ''}|${search.get('status') ?? 'yes'}|${search.get('basis') ?? ''}`
  const filter = useMemo<Filter>(() => {
    const [codes = '', status = 'yes', basis = ''] = text.split('|')
    return { codes: codes ? codes.split(',') : [], status: status as Filter['status'], basis: (basis || null) as Basis | null }
  }, [text])
  const change = useCallback(
    (wanted: Partial<Filter>) => {
      setSearch((before) => {
        const next = new URLSearchParams(before)
        const put = (name: string, value: string | null | undefined) => (value ? next.set(name, value) : next.delete(name))
        if (wanted.codes) put('kind', wanted.codes.join(','))
        if (wanted.status) put('status', wanted.status === 'yes' ? null : wanted.status)
        if (wanted.basis !== undefined) put('basis', wanted.basis)
        return next
      })
    },
    [setSearch],
  )
  return [filter, change]
}

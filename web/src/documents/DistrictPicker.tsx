import { AutoComplete } from 'antd'
import { useEffect, useState } from 'react'
import { withParameters } from '../rest/client'
import { useRest } from '../rest/useRest'

interface District {
  code: string
  name: string
  short: string
}

interface Props {
  value: string
  onChange: (name: string) => void
  id?: string
  placeholder?: string
}

/** A district by any part of its name; empty lets each document say itself. */
export function DistrictPicker({ value, onChange, id, placeholder = '由文件内容判断' }: Props) {
  const [typed, setTyped] = useState(value)
  const [asked, setAsked] = useState('')
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), 200)
    return () => clearTimeout(timer)
  }, [typed])
  const found = useRest<{ districts: District[] }>(asked ? withParameters('api/districts', { q: asked }) : undefined)
  const options = asked ? (found.data?.districts ?? []).map((district) => ({ value: district.name })) : []
  return (
    <AutoComplete
      {...(id ? { id } : {})}
      className="district-picker"
      value={typed}
      options={options}
      allowClear
      placeholder={placeholder}
      notFoundContent={asked && !found.loading ? '没有这个区县' : null}
      onChange={(text: string) => {
        setTyped(text ?? '')
        if (!text) onChange('')
      }}
      onSelect={(name: string) => onChange(name)}
      onBlur={() => {
        // a part of a name is no district: only what stands in the list counts
        const exact = found.data?.districts.find((district) => district.name === typed || district.short === typed)
        if (typed === value) return
        if (exact) onChange(exact.name)
        else setTyped(value)
      }}
      aria-label="区县"
    />
  )
}

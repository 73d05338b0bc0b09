import { Select } from 'antd'
import { useMemo } from 'react'
import { AREAS } from '../graphql/queries'
import type { Area } from '../graphql/types'
import { useQuery } from '../graphql/useQuery'

interface Props {
  value: string | null
  onChange: (area: string | null) => void
}

/** Districts, and the streets and towns under each. */
export function AreaPicker({ value, onChange }: Props) {
  const { data, loading } = useQuery<{ areas: { nodes: Area[] } }>(AREAS, {})
  const options = useMemo(() => grouped(data?.areas.nodes ?? []), [data])
  return (
    <Select
      className="area-picker"
      value={value ?? undefined}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      loading={loading}
      placeholder="全部地域"
      options={options}
      popupMatchSelectWidth={false}
      notFoundContent="没有地域"
      onChange={(area) => onChange(area ?? null)}
      aria-label="地域"
    />
  )
}

interface Group {
  label: string
  options: { value: string; label: string }[]
}

function grouped(areas: Area[]): Group[] {
  const level = (area: Area) => area.level ?? ''
  const counties = areas.filter((area) => level(area) === 'county').sort(byCode)
  const groups = counties.map((county) => {
    const streets = areas.filter((area) => level(area) === 'street' && area.id !== county.id && area.name.startsWith(county.name))
    return {
      label: county.name,
      options: [
        { value: county.id, label: county.name },
        ...streets.sort(byCode).map((street) => ({ value: street.id, label: street.name.slice(county.name.length) })),
      ],
    }
  })
  const placed = new Set(groups.flatMap((group) => group.options.map((option) => option.value)))
  const rest = areas.filter((area) => !placed.has(area.id) && level(area) === 'street')
  if (rest.length > 0) groups.push({ label: '其他街镇', options: rest.map((area) => ({ value: area.id, label: area.name })) })
  return groups
}

function byCode(a: Area, b: Area): number {
  return (a.code ?? '').localeCompare(b.code ?? '') || a.name.localeCompare(b.name, 'zh-CN')
}

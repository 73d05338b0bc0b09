import { useMemo } from 'react'
import type { FindingCount } from '../graphql/types'
import type { Asked } from '../graphql/useQuery'
import { COLOUR } from '../theme'
import { Chart } from '../widgets/Chart'
import { Panel } from '../widgets/Panel'
import { STATUS_WORD } from '../widgets/words'

interface Props {
  summary: Asked<{ findingSummary: FindingCount[] }>
  onPick: (code: string) => void
}

/** Findings by kind: how many hold, do not hold, and cannot be told yet. */
export function KindsPanel({ summary, onPick }: Props) {
  return (
    <Panel
      title="发现分类"
      note="按类别计；“未知”指缺少清单、尚不能判断。点击查看明细。"
      asked={summary}
      empty={(data) => data.findingSummary.every((row) => row.yes + row.no + row.unknown === 0)}
      emptyText="所选地域与日期没有发现"
    >
      {(data) => <Bars rows={data.findingSummary} onPick={onPick} />}
    </Panel>
  )
}

function Bars({ rows, onPick }: { rows: FindingCount[]; onPick: (code: string) => void }) {
  const shown = useMemo(() => rows.filter((row) => row.yes + row.no + row.unknown > 0), [rows])
  const option = useMemo(() => {
    const longest = Math.max(...shown.map((row) => row.title.length))
    return {
      // room for the longest title at 13 px, so that labels never touch the bars
      grid: { left: Math.min(longest, 12) * 13 + 54, right: 16, top: 32, bottom: 4 },
      legend: { top: 0, right: 0, itemWidth: 12, itemHeight: 10, data: [STATUS_WORD.yes, STATUS_WORD.unknown, STATUS_WORD.no] },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true },
      xAxis: { type: 'value', show: false },
      yAxis: {
        type: 'category',
        inverse: true,
        data: shown.map((row) => `${row.code}  ${row.title}`),
        axisTick: { show: false },
        axisLine: { show: false },
        triggerEvent: true,
        axisLabel: {
          color: COLOUR.ink,
          fontSize: 13,
          interval: 0,
          formatter: (text: string) => (text.length > 17 ? `${text.slice(0, 16)}…` : text),
        },
      },
      series: (['yes', 'unknown', 'no'] as const).map((status) => ({
        name: STATUS_WORD[status],
        type: 'bar',
        stack: 'all',
        barWidth: 14,
        cursor: 'pointer',
        itemStyle: { color: COLOUR[status] },
        label: {
          show: true,
          color: '#fff',
          fontSize: 11,
          formatter: ({ value }: { value: number }) => (value > 0 ? String(value) : ''),
        },
        labelLayout: { hideOverlap: true },
        data: shown.map((row) => row[status]),
      })),
    }
  }, [shown])
  return (
    <Chart
      option={option}
      height={shown.length * 27 + 44}
      label={`发现分类：${shown.map((row) => `${row.title} 成立 ${row.yes}、未知 ${row.unknown}、不成立 ${row.no}`).join('；')}`}
      onPick={(index) => {
        const row = shown[index]
        if (row) onPick(row.code)
      }}
    />
  )
}

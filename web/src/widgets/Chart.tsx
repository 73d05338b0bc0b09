import { BarChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { EChartsCoreOption } from 'echarts/core'
import { useEffect, useRef } from 'react'
import { FONT } from '../theme'

echarts.use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

interface Props {
  option: EChartsCoreOption
  height: number
  label: string
  /** Index of the category that was clicked, and the name of the series. */
  onPick?: (index: number, series: string) => void
}

/** An ECharts bar chart that follows its box. */
export function Chart({ option, height, label, onPick }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const pick = useRef(onPick)
  pick.current = onPick

  useEffect(() => {
    if (!box.current) return
    const chart = echarts.init(box.current, null, { renderer: 'svg' })
    chart.on('click', (event) => pick.current?.(event.dataIndex, event.seriesName ?? ''))
    chart.setOption({ animation: false, textStyle: { fontFamily: FONT }, ...option })
    const watcher = new ResizeObserver(() => chart.resize())
    watcher.observe(box.current)
    return () => {
      watcher.disconnect()
      chart.dispose()
    }
  }, [option])

  return <div ref={box} style={{ height }} role="img" aria-label={label} />
}

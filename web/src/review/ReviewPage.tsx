import { Switch, Tabs } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useWaiting } from '../shell/waiting'
import { number } from '../widgets/words'
import { ClaimsQueue } from './ClaimsQueue'
import { NamesQueue } from './NamesQueue'

const KEPT = 'tiaokuai.keys'

/** 待审: what the reader was not sure of, for a person to decide. */
export function ReviewPage() {
  const [search, setSearch] = useSearchParams()
  const tab = search.get('tab') === 'names' ? 'names' : 'claims'
  const [keys, setKeys] = useState(() => localStorage.getItem(KEPT) !== 'off')
  const counts = useWaiting()
  const label = (word: string, count: number | undefined) => (count === undefined ? word : `${word}（${number.format(count)}）`)
  return (
    <div className="review">
      <h1 className="unseen">待审</h1>
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => setSearch(key === 'names' ? { tab: 'names' } : {})}
        tabBarExtraContent={
          <label className="keys">
            <span>
              快捷键：<kbd>J</kbd> 下一条 <kbd>K</kbd> 上一条
            </span>
            <Switch
              size="small"
              checked={keys}
              onChange={(on) => {
                setKeys(on)
                localStorage.setItem(KEPT, on ? 'on' : 'off')
              }}
              aria-label="快捷键"
            />
          </label>
        }
        items={[
          { key: 'claims', label: label('主张', counts.claims), children: <ClaimsQueue keys={keys} /> },
          { key: 'names', label: label('名称', counts.names), children: <NamesQueue keys={keys} /> },
        ]}
      />
    </div>
  )
}

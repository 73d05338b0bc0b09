// before graphiql itself: it asks for its workers as soon as it is loaded
import 'graphiql/setup-workers/vite'
import { explorerPlugin } from '@graphiql/plugin-explorer'
import '@graphiql/plugin-explorer/style.css'
import { HISTORY_PLUGIN } from '@graphiql/plugin-history'
import '@graphiql/plugin-history/style.css'
import { useGraphiQL } from '@graphiql/react'
import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { Select } from 'antd'
import { GraphiQL } from 'graphiql'
import 'graphiql/style.css'
import { useEffect, useMemo } from 'react'
import { beside } from '../graphql/client'
import { EXAMPLES } from './examples'

/** 查询台: GraphiQL with the explorer, the history and examples; speaks to this host only. */
export function ConsolePage() {
  const fetcher = useMemo(() => createGraphiQLFetcher({ url: beside('graphql') }), [])
  const plugins = useMemo(() => [explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN], [])
  return (
    <div className="console">
      <GraphiQL fetcher={fetcher} plugins={plugins} initialQuery={EXAMPLES[0]?.query ?? ''} defaultTheme="light" forcedTheme="light" shouldPersistHeaders={false}>
        <GraphiQL.Logo>
          <Examples />
        </GraphiQL.Logo>
      </GraphiQL>
    </div>
  )
}

/** Puts an example into the editor. */
function Examples() {
  const editor = useGraphiQL((state) => state.queryEditor)
  const response = useGraphiQL((state) => state.responseEditor)
  useEffect(() => {
    // Chinese punctuation is no mistaken Latin character here
    const plain = { unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false } }
    editor?.updateOptions(plain)
    response?.updateOptions(plain)
  }, [editor, response])
  return (
    <Select<string>
      className="examples"
      value={null}
      disabled={!editor}
      placeholder="示例查询"
      popupMatchSelectWidth={false}
      options={EXAMPLES.map((example) => ({ value: example.title, label: example.title }))}
      onChange={(title) => {
        const example = EXAMPLES.find((entry) => entry.title === title)
        if (example) editor?.setValue(example.query)
      }}
      aria-label="示例查询"
    />
  )
}

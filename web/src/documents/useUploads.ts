import { useCallback, useRef, useState } from 'react'
import { sentence, upload } from '../rest/client'
import type { Job } from '../rest/types'

export type VersionChoice = 'auto' | 'new' | 'replace'

/** A file on its way to the server; gone once it is a job, kept with its sentence when refused. */
export interface Sending {
  key: number
  name: string
  share: number
  problem: string
}

export interface UploadChoice {
  scope: string
  version: VersionChoice
}

/** Sends files one after another, each a request of its own, so that one that is refused does not touch the others. */
export function useUploads(onJobs: (jobs: Job[]) => void) {
  const [sending, setSending] = useState<Sending[]>([])
  const queue = useRef<{ key: number; file: File; choice: UploadChoice }[]>([])
  const running = useRef<AbortController | null>(null)
  const count = useRef(0)

  const change = (key: number, with_: Partial<Sending>) =>
    setSending((before) => before.map((one) => (one.key === key ? { ...one, ...with_ } : one)))
  const drop = useCallback((key: number) => setSending((before) => before.filter((one) => one.key !== key)), [])

  const run = useCallback(async () => {
    if (running.current) return
    for (let next = queue.current.shift(); next; next = queue.current.shift()) {
      const { key, file, choice } = next
      const abort = new AbortController()
      running.current = abort
      const form = new FormData()
      if (choice.scope) form.set('scope', choice.scope)
      if (choice.version !== 'auto') form.set('version', choice.version)
      form.append('files', file, file.name)
      try {
        const { jobs } = await upload<{ jobs: Job[] }>('api/uploads', form, (share) => change(key, { share }), abort.signal)
        drop(key)
        onJobs(jobs)
      } catch (error) {
        if (abort.signal.aborted) drop(key)
        else change(key, { problem: sentence(error) })
      }
    }
    running.current = null
  }, [drop, onJobs])

  const add = useCallback(
    (files: File[], choice: UploadChoice) => {
      const entries = files.map((file) => ({ key: ++count.current, file, choice }))
      queue.current.push(...entries)
      setSending((before) => [...before.filter((one) => !one.problem), ...entries.map(({ key, file }) => ({ key, name: file.name, share: 0, problem: '' }))])
      void run()
    },
    [run],
  )
  const remove = useCallback(
    (key: number) => {
      const waiting = queue.current.findIndex((one) => one.key === key)
      if (waiting >= 0) queue.current.splice(waiting, 1)
      else if (sending.some((one) => one.key === key && !one.problem)) running.current?.abort()
      drop(key)
    },
    [drop, sending],
  )
  return { sending, add, remove }
}

/** Files of a drop, with those inside folders. */
export async function dropped(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  if (entries.length === 0) return [...transfer.files]
  const files: File[] = []
  for (const entry of entries) await gather(entry, files)
  return files
}

async function gather(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (entry.name.startsWith('.') || entry.name.startsWith('~$')) return // hidden, or left by an open Office window
  if (entry.isFile) {
    files.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)))
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (;;) {
    // a folder is read in batches until one is empty
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (batch.length === 0) return
    for (const inner of batch) await gather(inner, files)
  }
}

/** Why two names were judged as they were, step by step. */
export function Steps({ steps }: { steps: string[] }) {
  return (
    <ol className="steps" aria-label="判断过程">
      {steps.map((step, index) => (
        <li key={index}>{step}</li>
      ))}
    </ol>
  )
}

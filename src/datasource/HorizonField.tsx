import { rangeUtil } from '@grafana/data';
import { InlineField, Input } from '@grafana/ui';
import React, { useId, useState } from 'react';

interface Props {
  value: number | undefined;
  onChange: (horizonSeconds: number) => void;
}

const daySeconds = 86_400;
const shortest = 60;
const longest = 90 * daySeconds;

/** How far a forecast goes; a panel shows it as far as its own time range goes. */
export function HorizonField({ value = daySeconds, onChange }: Props) {
  const id = useId();
  const [text, setText] = useState(() => rangeUtil.secondsToHms(value));
  const seconds = toSeconds(text);
  return (
    <InlineField
      label="Horizon"
      htmlFor={id}
      invalid={seconds === null}
      error="A duration from 1m to 90d, e.g. 4d"
      tooltip="How far from now, or to the end of the time range where that is later"
    >
      <Input
        id={id}
        width={12}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => seconds !== null && seconds !== value && onChange(seconds)}
      />
    </InlineField>
  );
}

function toSeconds(text: string): number | null {
  try {
    const seconds = rangeUtil.intervalToSeconds(text.trim());
    return seconds >= shortest && seconds <= longest ? seconds : null;
  } catch {
    return null;
  }
}

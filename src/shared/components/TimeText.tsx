import { css } from '@emotion/css';
import React from 'react';
import { formatAgo, formatInstant } from '../formatInstant';

const style = css({ whiteSpace: 'nowrap' });

/** An instant as the time that has passed, with the full time on hover. */
export function TimeText({ instant }: { instant: string }) {
  return (
    <time className={style} dateTime={instant} title={formatInstant(instant)}>
      {formatAgo(instant)}
    </time>
  );
}
